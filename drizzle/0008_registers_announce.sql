-- Processes keep names and services that many pages read (server/db/kept.ts); this tells them to read again.
CREATE FUNCTION announce_register() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('abilaud_registers', TG_TABLE_NAME);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER announce_register AFTER INSERT OR UPDATE OR DELETE ON service
FOR EACH STATEMENT EXECUTE FUNCTION announce_register();
--> statement-breakpoint
CREATE TRIGGER announce_register AFTER INSERT OR UPDATE OR DELETE ON unit
FOR EACH STATEMENT EXECUTE FUNCTION announce_register();
--> statement-breakpoint
CREATE TRIGGER announce_register AFTER INSERT OR UPDATE OR DELETE ON team
FOR EACH STATEMENT EXECUTE FUNCTION announce_register();
--> statement-breakpoint
CREATE TRIGGER announce_register AFTER INSERT OR UPDATE OR DELETE ON role_grant
FOR EACH STATEMENT EXECUTE FUNCTION announce_register();
--> statement-breakpoint
CREATE TRIGGER announce_register AFTER INSERT OR UPDATE OR DELETE ON person
FOR EACH STATEMENT EXECUTE FUNCTION announce_register();
