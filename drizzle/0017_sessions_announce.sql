-- Processes remember for some seconds who holds which cookie (server/auth/kept-sessions.ts); this tells them to ask again.
CREATE FUNCTION announce_session() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('abilaud_sessions', OLD.person_id::text);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER announce_session AFTER UPDATE OR DELETE ON session
FOR EACH ROW EXECUTE FUNCTION announce_session();
--> statement-breakpoint
CREATE TRIGGER announce_session AFTER UPDATE OR DELETE ON credential
FOR EACH ROW EXECUTE FUNCTION announce_session();
--> statement-breakpoint
CREATE TRIGGER announce_register AFTER INSERT OR UPDATE OR DELETE ON deputy
FOR EACH STATEMENT EXECUTE FUNCTION announce_register();
--> statement-breakpoint
CREATE TRIGGER announce_register AFTER INSERT OR UPDATE OR DELETE ON representative
FOR EACH STATEMENT EXECUTE FUNCTION announce_register();
