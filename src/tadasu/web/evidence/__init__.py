"""The evidence desk: what people report and publish is received, kept, verified, and becomes a finding.

`custody` keeps each piece and a log of all that was done with it. `intake` receives reports from people without an account,
`press` what others published. `verification` assesses pieces against a claim, weighs them (`tadasu.weighing`) and concludes a
finding. `library` finds again what was concluded and published, and shows where nothing is known.
"""
