"""The schema `published`: what is public, and the two doors by which it gets there.

The web server may read it. It may write nothing in it: it may only call `published.publish` and `published.withdraw`, which run
as the owner of the tables. Whatever inserts a row there, those two or somebody with more rights, the trigger `guarded` asks
first: is this the text that was proposed, did the rules pass it after everything else of its kind came out, did two different
people sign this very text who may sign now. So no desk and no forgotten question gets past it. Nothing there is changed or
deleted, by nobody: a correction and a withdrawal are new rows.

What row-level security shows the caller is what the functions see: a proposal of another organisation is not there for them.
"""

from django.conf import settings
from django.db import migrations

from tadasu.web.foundation.access import OWN, THEIRS, Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"

LOCK = 0x5461_6461_7375_0002
"""The advisory lock of publishing: numbers without gaps, and no two tables that did not know of one another."""

PUBLISHER = "publisher"
GROUNDS = ("error", "outdated", "withdrawn")
"""As in `data/grounds.yaml`; one that is added there needs a migration here."""

SHOWN = "id, number, version, act, kind, content, digest, ground, published_on"
"""Columns that the web server reads: neither the proposal nor the organisation, which are nobody's business outside."""

TABLE = f"""
CREATE SCHEMA published;
REVOKE ALL ON SCHEMA published FROM PUBLIC;
CREATE TABLE published.publication (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    number bigint NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    act text NOT NULL,
    kind text NOT NULL,
    content text,
    digest text,
    ground text NOT NULL DEFAULT '',
    published_on date NOT NULL,
    organisation_id uuid NOT NULL,
    proposal uuid UNIQUE,
    UNIQUE (number, version),
    CHECK (
        CASE act
            WHEN 'published' THEN version = 1 AND content IS NOT NULL AND ground = ''
            WHEN 'corrected' THEN version > 1 AND content IS NOT NULL AND ground = ''
            WHEN 'withdrawn' THEN version > 1 AND content IS NULL AND ground IN {GROUNDS}
            ELSE false
        END
    ),
    CHECK ((content IS NULL) = (digest IS NULL) AND (content IS NULL) = (proposal IS NULL)),
    CHECK (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex'))
);
CREATE UNIQUE INDEX publication_withdrawn_once ON published.publication (number) WHERE act = 'withdrawn';
CREATE INDEX publication_of_organisation ON published.publication (organisation_id, kind);
"""

DOORS = f"""
CREATE FUNCTION published.may_sign(person uuid, place uuid) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM public.accounts_membership AS held JOIN public.accounts_user AS who ON who.id = held.user_id
        WHERE held.user_id = person AND held.organisation_id = place AND '{PUBLISHER}' = ANY (held.roles)
        AND (held.until IS NULL OR held.until > statement_timestamp()) AND who.is_active
    )
$$;
CREATE FUNCTION published.is_withdrawn(of_number bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM published.publication WHERE number = of_number AND act = 'withdrawn')
$$;
CREATE FUNCTION published.guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    proposed public.publication_proposal;
    checked public.publication_check;
    before published.publication;
    signers bigint;
BEGIN
    PERFORM pg_advisory_xact_lock({LOCK});
    NEW.published_on := (statement_timestamp() AT TIME ZONE '{settings.TIME_ZONE}')::date;
    IF NEW.act = 'withdrawn' THEN
        SELECT * INTO before FROM published.publication WHERE number = NEW.number ORDER BY version DESC LIMIT 1;
        IF NOT FOUND OR before.act = 'withdrawn' OR NOT published.may_sign(
            nullif(current_setting('tadasu.user', true), '')::uuid, before.organisation_id
        ) THEN
            RAISE EXCEPTION 'not withdrawn' USING ERRCODE = 'check_violation';
        END IF;
        NEW.version := before.version + 1;
        NEW.kind := before.kind;
        NEW.organisation_id := before.organisation_id;
        RETURN NEW;
    END IF;
    SELECT * INTO proposed FROM public.publication_proposal WHERE id = NEW.proposal;
    IF NOT FOUND OR proposed.state <> 'open' THEN
        RAISE EXCEPTION 'no open proposal' USING ERRCODE = 'check_violation';
    END IF;
    NEW.content := proposed.content;
    NEW.digest := proposed.digest;
    NEW.kind := proposed.kind;
    NEW.organisation_id := proposed.organisation_id;
    IF NOT EXISTS (
        SELECT FROM public.accounts_organisation AS place WHERE place.id = proposed.organisation_id
        AND proposed.content::jsonb ->> 'kind' = proposed.kind
        AND (proposed.content::jsonb ->> 'corrects')::bigint IS NOT DISTINCT FROM proposed.corrects
        AND (proposed.content::jsonb ->> 'invented')::boolean = place.invented
    ) THEN
        RAISE EXCEPTION 'the text says otherwise' USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO checked FROM public.publication_check WHERE proposal_id = proposed.id ORDER BY at DESC LIMIT 1;
    IF NOT FOUND OR checked.digest <> proposed.digest OR checked.problems <> '[]'::jsonb OR checked.seen <> (
        SELECT count(*) FROM published.publication
        WHERE organisation_id = proposed.organisation_id AND kind = proposed.kind AND act <> 'withdrawn'
    ) THEN
        RAISE EXCEPTION 'not passed by the rules' USING ERRCODE = 'check_violation';
    END IF;
    SELECT count(DISTINCT user_id) INTO signers FROM public.publication_signature
    WHERE proposal_id = proposed.id AND digest = proposed.digest
    AND published.may_sign(user_id, proposed.organisation_id);
    IF signers < 2 THEN
        RAISE EXCEPTION 'two people sign' USING ERRCODE = 'check_violation';
    END IF;
    IF proposed.corrects IS NULL THEN
        NEW.act := 'published';
        NEW.number := coalesce((SELECT max(number) FROM published.publication), 0) + 1;
        NEW.version := 1;
        RETURN NEW;
    END IF;
    SELECT * INTO before FROM published.publication WHERE number = proposed.corrects ORDER BY version DESC LIMIT 1;
    IF NOT FOUND OR before.act = 'withdrawn' OR before.organisation_id <> proposed.organisation_id
    OR before.kind <> proposed.kind THEN
        RAISE EXCEPTION 'nothing to correct' USING ERRCODE = 'check_violation';
    END IF;
    NEW.act := 'corrected';
    NEW.number := before.number;
    NEW.version := before.version + 1;
    RETURN NEW;
END $$;
CREATE FUNCTION published.publish(of_proposal uuid) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    made bigint;
BEGIN
    INSERT INTO published.publication (number, version, act, kind, published_on, organisation_id, proposal)
    VALUES (0, 0, '', '', 'epoch', of_proposal, of_proposal) RETURNING number INTO made;
    UPDATE public.publication_proposal SET state = 'published', number = made WHERE id = of_proposal;
    RETURN made;
END $$;
CREATE FUNCTION published.withdraw(of_number bigint, because text) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    made integer;
BEGIN
    INSERT INTO published.publication (number, version, act, kind, ground, published_on, organisation_id)
    VALUES (of_number, 0, 'withdrawn', '', because, 'epoch', gen_random_uuid()) RETURNING version INTO made;
    RETURN made;
END $$;
CREATE FUNCTION published.refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'what is public is not changed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER guarded BEFORE INSERT ON published.publication
FOR EACH ROW EXECUTE FUNCTION published.guard();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON published.publication
FOR EACH STATEMENT EXECUTE FUNCTION published.refuse();
CREATE FUNCTION published.closed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF OLD.state <> 'open' THEN
        RAISE EXCEPTION 'the proposal is closed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publication_closed BEFORE UPDATE ON publication_proposal
FOR EACH ROW EXECUTE FUNCTION published.closed();
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA published FROM PUBLIC;
"""

RIGHTS = f"""
ALTER TABLE published.publication ENABLE ROW LEVEL SECURITY;
CREATE POLICY publication_public ON published.publication FOR SELECT TO {SERVED}
USING (act = 'withdrawn' OR NOT published.is_withdrawn(number));
REVOKE ALL ON published.publication FROM {SERVED};
GRANT USAGE ON SCHEMA published TO {SERVED};
GRANT SELECT ({SHOWN}) ON published.publication TO {SERVED};
GRANT EXECUTE ON FUNCTION published.is_withdrawn(bigint) TO {SERVED};
GRANT EXECUTE ON FUNCTION published.publish(uuid), published.withdraw(bigint, text) TO tadasu_web;
REVOKE UPDATE ON publication_proposal FROM {SERVED};
GRANT UPDATE (content, digest, reason, state, refused_by_id, refused_at, refusal) ON publication_proposal TO tadasu_web;
ALTER TABLE publication_proposal ADD CONSTRAINT publication_digest_of_content
CHECK (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex'));
"""

AWAY = """
DROP TRIGGER publication_closed ON publication_proposal;
DROP SCHEMA published CASCADE;
ALTER TABLE publication_proposal DROP CONSTRAINT publication_digest_of_content;
"""


class Migration(migrations.Migration):
    """Row-level security of what is proposed, and the schema of what is public."""

    dependencies = [("publication", "0001_initial"), ("accounts", "0002_rows")]

    operations = [
        hidden_rows(Rows("publication_proposal", kept=("DELETE",))),
        hidden_rows(Rows("publication_check", worker=False, kept=("UPDATE", "DELETE"))),
        hidden_rows(
            Rows("publication_signature", written=f"{THEIRS} AND {OWN}", worker=False, kept=("UPDATE", "DELETE"))
        ),
        migrations.RunSQL(TABLE + DOORS + RIGHTS, AWAY),
    ]
