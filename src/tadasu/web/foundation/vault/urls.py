"""Addresses of the vault."""

from django.urls import path

from tadasu.web.foundation.vault.views import files, keys, records, recovery, releases

urlpatterns = [
    path("keys", keys.keys, name="vault-keys"),
    path("keys/make", keys.make, name="vault-make-keys"),
    path("keys/passphrase", keys.passphrase, name="vault-passphrase"),
    path("keys/renew", keys.renew, name="vault-renew-keys"),
    path("keys/anew", keys.anew, name="vault-start-anew"),
    path("keys/unlock", keys.unlock, name="vault-unlock"),
    path("keys/lock", keys.lock, name="vault-lock"),
    path("records/<uuid:id>", records.record, name="vault-record"),
    path("records/<uuid:id>/readers", records.add_reader, name="vault-add-reader"),
    path("records/<uuid:id>/readers/<uuid:user>", records.remove_reader, name="vault-remove-reader"),
    path("records/<uuid:id>/rotate", records.rotate, name="vault-rotate"),
    path("records/<uuid:id>/release", records.ask_release, name="vault-ask-release"),
    path("records/<uuid:id>/erase", records.erase, name="vault-erase"),
    path("records/<uuid:id>/files", files.add, name="vault-add-file"),
    path("records/<uuid:id>/file", files.download, name="vault-file"),
    path("releases", releases.releases, name="vault-releases"),
    path("releases/<uuid:id>/grant", releases.grant, name="vault-grant"),
    path("releases/<uuid:id>/refuse", releases.refuse, name="vault-refuse"),
    path("recovery/<uuid:organisation>", recovery.recovery, name="vault-recovery"),
    path("recovery/<uuid:organisation>/key", recovery.set_up, name="vault-set-up-recovery"),
    path("recovery/keys/<uuid:key>/begin", recovery.begin, name="vault-begin-recovery"),
    path("recovery/shares/<uuid:share>", recovery.confirm, name="vault-confirm-share"),
    path("recovery/runs/<uuid:id>/share", recovery.contribute, name="vault-contribute"),
    path("recovery/runs/<uuid:id>/complete", recovery.complete, name="vault-complete-recovery"),
]
