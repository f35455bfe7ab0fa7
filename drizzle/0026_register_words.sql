CREATE INDEX "item_bought" ON "item" USING btree ("bought_on");--> statement-breakpoint
CREATE INDEX "item_field_value_words" ON "item_field_value" USING gin (to_tsvector('simple', value));--> statement-breakpoint
-- Processes keep the categories with their own fields (server/equipment/register/categories.ts) and hear when they change.
CREATE TRIGGER announce_register AFTER INSERT OR UPDATE OR DELETE ON item_category
FOR EACH STATEMENT EXECUTE FUNCTION announce_register();
--> statement-breakpoint
CREATE TRIGGER announce_register AFTER INSERT OR UPDATE OR DELETE ON item_field
FOR EACH STATEMENT EXECUTE FUNCTION announce_register();
