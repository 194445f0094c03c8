"""The chain: PostgreSQL itself makes an entry of what was said, and refuses every other change.

What an entry's digests are taken of is written down in docs/audit.md and computed in three places: here, in `_chain.py`, and
in the verifier that goes with an export (`_verifier.py`). A test holds the three together.

Why at the commit: the chain is one, so whoever adds to it keeps everybody else from adding until their transaction ends.
The first trigger runs when the transaction commits and only puts the row at the end of what is still to be done; the second
then comes after every other check of the commit, takes the lock, links, and has nothing left to wait for. Both run with the
rights of the owner, so nobody may put them on a table of theirs.
"""

from django.db import migrations

LOCK = 0x5461_6461_7375_0001
"""The advisory lock of the chain, as long as a transaction adds to it."""

PARTS = """
CREATE FUNCTION audit_part(given bytea) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(int4send(octet_length(given)) || given, decode('ffffffff', 'hex'))
$$;
CREATE FUNCTION audit_part(given text) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT public.audit_part(convert_to(given, 'UTF8'))
$$;
CREATE FUNCTION audit_text_digest(salt bytea, reason text, detail jsonb) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(
        public.audit_part('tadasu-audit-text-1'::text) || public.audit_part(salt) || public.audit_part(reason)
        || coalesce(
            string_agg(
                public.audit_part(key) || public.audit_part(CASE jsonb_typeof(value) WHEN 'number' THEN 'i' ELSE 's' END)
                || public.audit_part(value #>> '{}'),
                ''::bytea ORDER BY convert_to(key, 'UTF8')
            ),
            ''::bytea
        )
    )
    FROM jsonb_each(detail)
$$;
CREATE FUNCTION audit_content(entry audit_entry) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(
        public.audit_part('tadasu-audit-entry-1'::text) || public.audit_part(entry.id::text)
        || public.audit_part(to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
        || public.audit_part(entry.actor::text) || public.audit_part(CASE WHEN entry.system THEN '1' ELSE '0' END)
        || public.audit_part(entry.act::text) || public.audit_part(entry.subject::text)
        || public.audit_part(entry.subject_id::text) || public.audit_part(entry.organisation_id::text)
        || public.audit_part(entry.salt) || public.audit_part(entry.text_digest)
    )
$$;
CREATE FUNCTION audit_link(number bigint, previous bytea, content bytea) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(
        public.audit_part('tadasu-audit-link-1'::text) || public.audit_part(number::text) || public.audit_part(previous)
        || public.audit_part(content)
    )
$$;
"""

CHAIN = f"""
CREATE FUNCTION audit_put_last() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE audit_said SET due = true WHERE id = NEW.id;
    RETURN NULL;
END $$;
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    head audit_head;
    entry audit_entry;
BEGIN
    entry.id := NEW.id;
    entry.actor := NEW.actor;
    entry.system := NEW.system;
    entry.act := NEW.act;
    entry.subject := NEW.subject;
    entry.subject_id := NEW.subject_id;
    entry.organisation_id := NEW.organisation_id;
    entry.salt := NEW.salt;
    IF NEW.text_salt IS NOT NULL THEN
        entry.text_digest := audit_text_digest(NEW.text_salt, NEW.reason, NEW.detail);
    END IF;
    PERFORM pg_advisory_xact_lock({LOCK});
    SELECT * INTO head FROM audit_head;
    entry.number := coalesce(head.number, 0) + 1;
    entry.previous := coalesce(head.digest, decode(repeat('00', 32), 'hex'));
    entry.at := greatest(clock_timestamp(), head.at);
    entry.content := audit_content(entry);
    entry.digest := audit_link(entry.number, entry.previous, entry.content);
    INSERT INTO audit_entry SELECT entry.*;
    IF NEW.text_salt IS NOT NULL THEN
        INSERT INTO audit_text (entry_id, salt, reason, detail)
        VALUES (NEW.id, NEW.text_salt, NEW.reason, NEW.detail);
    END IF;
    IF NEW.act = 'audit.erase-text' THEN
        DELETE FROM audit_text USING audit_entry AS erased
        WHERE audit_text.entry_id = NEW.subject_id AND erased.id = NEW.subject_id
        AND erased.organisation_id IS NOT DISTINCT FROM NEW.organisation_id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'no text to erase' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    INSERT INTO audit_head (one, number, at, digest) VALUES (true, entry.number, entry.at, entry.digest)
    ON CONFLICT (one) DO UPDATE SET number = entry.number, at = entry.at, digest = entry.digest;
    DELETE FROM audit_said WHERE id = NEW.id;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION audit_put_last(), audit_chain() FROM PUBLIC;
CREATE CONSTRAINT TRIGGER audit_said_is_put_last AFTER INSERT ON audit_said
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_put_last();
CREATE CONSTRAINT TRIGGER audit_said_is_chained AFTER UPDATE ON audit_said
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_chain();
"""

GUARDS = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_NARGS = 0 OR pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'the record is not changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_text_stays BEFORE UPDATE OR TRUNCATE ON audit_text
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_text_is_erased_by_the_chain BEFORE INSERT OR DELETE ON audit_text
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse('unless the chain does it');
CREATE TRIGGER audit_entry_is_made_by_the_chain BEFORE INSERT ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse('unless the chain does it');
CREATE TRIGGER audit_head_is_moved_by_the_chain BEFORE INSERT OR UPDATE ON audit_head
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse('unless the chain does it');
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""

AWAY = """
DROP FUNCTION audit_put_last CASCADE;
DROP FUNCTION audit_chain CASCADE;
DROP FUNCTION audit_refuse CASCADE;
DROP FUNCTION audit_link;
DROP FUNCTION audit_content;
DROP FUNCTION audit_text_digest;
DROP FUNCTION audit_part(text);
DROP FUNCTION audit_part(bytea);
"""


class Migration(migrations.Migration):
    """What was said lives only as long as its transaction, so it needs no log of its own."""

    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(PARTS + CHAIN + GUARDS, AWAY),
        migrations.RunSQL("ALTER TABLE audit_said SET UNLOGGED", "ALTER TABLE audit_said SET LOGGED"),
    ]
