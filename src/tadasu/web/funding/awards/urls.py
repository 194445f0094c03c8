"""Addresses: `awards/` of people of the funder; `box/grant` of whoever has the code of a box, where the cookie of a visit
goes."""

from django.urls import path

from tadasu.web.funding.awards.views import awards, beginning, following, holder, inspecting, lists, opening, paying

ONE = "awards/<uuid:id>"

urlpatterns = [
    path("box/grant", holder.mine, name="awards-mine"),
    path("awards/organisation/<uuid:organisation>/", lists.awards, name="awards-list"),
    path("awards/organisation/<uuid:organisation>/to-release", lists.to_release, name="awards-to-release"),
    path("awards/organisation/<uuid:organisation>/begin", beginning.begin, name="awards-begin"),
    path("awards/organisation/<uuid:organisation>/samples", inspecting.samples, name="awards-samples"),
    path("awards/organisation/<uuid:organisation>/draw", inspecting.draw, name="awards-draw"),
    path("awards/from/<uuid:application>", beginning.from_decision, name="awards-from-decision"),
    path("awards/inspections/<uuid:id>", inspecting.inspect, name="awards-inspect"),
    path("awards/payments/<uuid:id>/release", paying.release, name="awards-release"),
    path("awards/payments/<uuid:id>/paid", paying.paid, name="awards-paid"),
    path("awards/payments/<uuid:id>/refused", paying.refused, name="awards-refused"),
    path("awards/payments/<uuid:id>/withdraw", paying.withdraw, name="awards-withdraw"),
    path(ONE, awards.one, name="awards-one"),
    path(f"{ONE}/open", opening.open_, name="awards-open"),
    path(f"{ONE}/sealed", opening.sealed, name="awards-sealed"),
    path(f"{ONE}/check", opening.check, name="awards-check"),
    path(f"{ONE}/agree", beginning.agree, name="awards-agree"),
    path(f"{ONE}/consent", beginning.consent, name="awards-consent"),
    path(f"{ONE}/sign", beginning.sign, name="awards-sign"),
    path(f"{ONE}/drop", beginning.drop, name="awards-drop"),
    path(f"{ONE}/reader", beginning.name_reader, name="awards-reader"),
    path(f"{ONE}/box", beginning.hand_out, name="awards-box-out"),
    path(f"{ONE}/pass-on", beginning.sub, name="awards-sub"),
    path(f"{ONE}/conditions/<int:number>/meet", paying.meet, name="awards-meet"),
    path(f"{ONE}/conditions/<int:number>/waive", paying.waive, name="awards-waive"),
    path(f"{ONE}/tranches/<int:number>/reach", paying.reach, name="awards-reach"),
    path(f"{ONE}/tranches/<int:number>/prepare", paying.prepare, name="awards-prepare"),
    path(f"{ONE}/checks/<int:number>/judge", following.judge, name="awards-judge"),
    path(f"{ONE}/receipts/add", following.receipt, name="awards-receipt"),
    path(f"{ONE}/receipts/<int:number>/judge", following.judge_receipt, name="awards-receipt-judge"),
    path(f"{ONE}/return", following.back, name="awards-return"),
    path(f"{ONE}/reports/ask", following.report, name="awards-report"),
    path(f"{ONE}/reports/<int:number>/came", following.came, name="awards-report-came"),
    path(f"{ONE}/reports/<int:number>/spoken", following.spoken, name="awards-report-spoken"),
    path(f"{ONE}/reports/<int:number>/second", following.second, name="awards-report-second"),
    path(f"{ONE}/reports/<int:number>/judge", following.judge_report, name="awards-report-judge"),
    path(f"{ONE}/reports/<int:number>/later", following.later, name="awards-report-later"),
    path(f"{ONE}/amount", following.amount, name="awards-amount"),
    path(f"{ONE}/dates", following.dates, name="awards-dates"),
    path(f"{ONE}/lower", following.lower, name="awards-lower"),
    path(f"{ONE}/raise", following.raised, name="awards-raise"),
    path(f"{ONE}/changes/<int:number>/approve", following.approve, name="awards-approve"),
    path(f"{ONE}/changes/<int:number>/refuse", following.refuse_change, name="awards-refuse-change"),
    path(f"{ONE}/suspend", following.suspend, name="awards-suspend"),
    path(f"{ONE}/resume", following.resume, name="awards-resume"),
    path(f"{ONE}/close", following.close, name="awards-close"),
]
