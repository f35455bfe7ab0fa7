-- Processes keep the list of modules in each language (server/training/reading/listed-modules.ts) and hear when it changes.
CREATE TRIGGER announce_register AFTER INSERT OR UPDATE OR DELETE ON training_module
FOR EACH STATEMENT EXECUTE FUNCTION announce_register();
--> statement-breakpoint
CREATE TRIGGER announce_register AFTER INSERT OR UPDATE OR DELETE ON training_text
FOR EACH STATEMENT EXECUTE FUNCTION announce_register();
