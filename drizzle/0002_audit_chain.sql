-- The audit log is append-only, numbered without gaps, and each row carries the hash of the one before.
-- docs/decisions/0020-audit-chain.md says why it is built so and what it can and cannot prove.

-- One value of the hashed text: its length in bytes, itself; a null cannot be mistaken for a text.
CREATE FUNCTION audit_field(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(octet_length(value)::text || ':' || value || ',', '~,');
--> statement-breakpoint
-- The text of a row that is hashed. The portal's chain.ts works out the same from an exported file.
CREATE FUNCTION audit_entry_text(entry public.audit_entry) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN public.audit_field(encode(entry.previous_hash, 'hex'))
	|| public.audit_field(entry.seq::text)
	|| public.audit_field(to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
	|| public.audit_field(entry.actor_id::text)
	|| public.audit_field(entry.actor_name)
	|| public.audit_field(entry.action)
	|| public.audit_field(entry.noun)
	|| public.audit_field(entry.record_id)
	|| public.audit_field(entry.ip)
	|| public.audit_field(entry.before::text)
	|| public.audit_field(entry.after::text);
--> statement-breakpoint
-- Numbers and chains a row. The lock holds until the transaction ends, so that the row before this one is
-- committed or ours: a number is never given twice and never lost to a rollback.
CREATE FUNCTION audit_entry_chain() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
	last_seq bigint;
	last_hash bytea;
BEGIN
	PERFORM pg_advisory_xact_lock(7226118);
	SELECT seq, hash INTO last_seq, last_hash FROM public.audit_entry ORDER BY seq DESC LIMIT 1;
	NEW.seq := coalesce(last_seq, 0) + 1;
	NEW.previous_hash := coalesce(last_hash, decode(repeat('00', 32), 'hex'));
	NEW.hash := sha256(convert_to(public.audit_entry_text(NEW), 'UTF8'));
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE FUNCTION audit_entry_keep() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'audit_entry is append-only: % refused', lower(TG_OP)
		USING ERRCODE = 'insufficient_privilege';
END
$$;
--> statement-breakpoint
CREATE TRIGGER audit_entry_chain BEFORE INSERT ON audit_entry
FOR EACH ROW EXECUTE FUNCTION audit_entry_chain();
--> statement-breakpoint
CREATE TRIGGER audit_entry_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_keep();
--> statement-breakpoint
-- Also when a session pretends to be a replica, which skips ordinary triggers.
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_chain;
--> statement-breakpoint
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_keep;
--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM PUBLIC, CURRENT_USER;
