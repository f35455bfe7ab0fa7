-- Processes keep how many devices have a product that no seat covers (server/software/position.ts) and hear when it changes.
CREATE FUNCTION announce_software() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('abilaud_software', '');
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER announce_software AFTER INSERT OR UPDATE OR DELETE ON software_seat
FOR EACH STATEMENT EXECUTE FUNCTION announce_software();
--> statement-breakpoint
CREATE TRIGGER announce_software AFTER INSERT OR UPDATE OF product_id OR DELETE ON software_title
FOR EACH STATEMENT EXECUTE FUNCTION announce_software();
--> statement-breakpoint
CREATE TRIGGER announce_software AFTER INSERT OR UPDATE OF gone_at OR DELETE ON software_installation
FOR EACH STATEMENT EXECUTE FUNCTION announce_software();
--> statement-breakpoint
CREATE TRIGGER announce_software AFTER UPDATE OF item_id ON inventory_device
FOR EACH STATEMENT EXECUTE FUNCTION announce_software();
--> statement-breakpoint
CREATE TRIGGER announce_software AFTER UPDATE OF holder_id ON item
FOR EACH STATEMENT EXECUTE FUNCTION announce_software();
