"""Print a token of an invented person of an invented company, in the database that `TADASU_DATA` names."""

from datetime import UTC, datetime

from tadasu.web.project.database import Role
from tadasu.web.project.serving._inside import inside


def main() -> None:
    """Make it."""
    with inside(Role.WEB):
        from tadasu.web.api.actions import make_token
        from tadasu.web.foundation.access import Actor, Place, acting
        from tadasu.web.foundation.accounts.models import Membership, Organisation, User

        place = Organisation.objects.create(kind="company", name="Measured Trading (invented)", invented=True)
        user = User.objects.create_user("measured", None)
        actor = Actor(
            user=user.id,
            places={place.id: Place(organisation=place.id, roles=frozenset())},
            second_factor=True,
            signed_in_at=datetime.now(UTC),
        )
        with acting(actor):
            Membership.objects.create(user=user, organisation=place, roles=["analyst"])
            print(make_token(actor, organisation=place, name="measurement", scopes=["screening"], days=1))


if __name__ == "__main__":
    main()
