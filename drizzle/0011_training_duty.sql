CREATE TABLE "duty_recheck" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "module_condition" (
	"id" uuid PRIMARY KEY NOT NULL,
	"module_id" uuid NOT NULL,
	"role_id" uuid,
	"product_id" uuid,
	"created_by_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "module_condition_one" CHECK (num_nonnulls(role_id, product_id) = 1)
);
--> statement-breakpoint
CREATE TABLE "progress_mark" (
	"person_id" uuid NOT NULL,
	"module_id" uuid NOT NULL,
	"cycle" integer NOT NULL,
	"percent" integer NOT NULL,
	"edition_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "progress_mark_person_id_module_id_cycle_pk" PRIMARY KEY("person_id","module_id","cycle"),
	CONSTRAINT "progress_mark_percent" CHECK (percent between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "job_progress" (
	"key" text PRIMARY KEY NOT NULL,
	"done" integer NOT NULL,
	"total" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "obligation" ADD COLUMN "manager_reminded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "module_condition" ADD CONSTRAINT "module_condition_module_id_training_module_id_fk" FOREIGN KEY ("module_id") REFERENCES "public"."training_module"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "module_condition" ADD CONSTRAINT "module_condition_role_id_system_role_id_fk" FOREIGN KEY ("role_id") REFERENCES "public"."system_role"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "module_condition" ADD CONSTRAINT "module_condition_product_id_software_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."software_product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "module_condition" ADD CONSTRAINT "module_condition_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_mark" ADD CONSTRAINT "progress_mark_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_mark" ADD CONSTRAINT "progress_mark_module_id_training_module_id_fk" FOREIGN KEY ("module_id") REFERENCES "public"."training_module"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "module_condition_role" ON "module_condition" USING btree ("role_id","module_id") WHERE role_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "module_condition_product" ON "module_condition" USING btree ("product_id","module_id") WHERE product_id is not null;--> statement-breakpoint
-- An id that sorts by creation (uuid v7), for rows that are made by the thousand within the database.
CREATE FUNCTION new_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE
RETURN encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
	PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
	FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid;
--> statement-breakpoint
-- Whose training duties may be others now. The job that looks again is called at the commit.
CREATE FUNCTION recheck_duties(people uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.duty_recheck (person_id)
	SELECT DISTINCT someone FROM unnest(people) AS someone WHERE someone IS NOT NULL;
	PERFORM pg_notify('abilaud_job', '{"name":"training.recheck","data":{}}');
END
$$;
--> statement-breakpoint
-- Rights, seats, roles and posts name their person in one column.
CREATE FUNCTION recheck_holder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM public.recheck_duties(array(SELECT person_id FROM changed));
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER duty_given AFTER INSERT ON access_right
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION recheck_holder();
--> statement-breakpoint
CREATE TRIGGER duty_changed AFTER UPDATE ON access_right
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION recheck_holder();
--> statement-breakpoint
CREATE TRIGGER duty_given AFTER INSERT ON software_seat
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION recheck_holder();
--> statement-breakpoint
CREATE TRIGGER duty_changed AFTER UPDATE ON software_seat
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION recheck_holder();
--> statement-breakpoint
CREATE TRIGGER duty_given AFTER INSERT ON role_grant
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION recheck_holder();
--> statement-breakpoint
CREATE TRIGGER duty_taken AFTER DELETE ON role_grant
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION recheck_holder();
--> statement-breakpoint
CREATE TRIGGER duty_given AFTER INSERT ON representative
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION recheck_holder();
--> statement-breakpoint
CREATE TRIGGER duty_taken AFTER DELETE ON representative
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION recheck_holder();
--> statement-breakpoint
CREATE FUNCTION recheck_joiners() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM public.recheck_duties(array(SELECT id FROM changed) || array(SELECT manager_id FROM changed));
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER duty_joined AFTER INSERT ON person
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION recheck_joiners();
--> statement-breakpoint
CREATE FUNCTION recheck_movers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM public.recheck_duties(ARRAY[NEW.id, OLD.manager_id, NEW.manager_id]);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER duty_moved AFTER UPDATE ON person FOR EACH ROW
WHEN (OLD.unit_id IS DISTINCT FROM NEW.unit_id OR OLD.status IS DISTINCT FROM NEW.status
	OR OLD.starts_on IS DISTINCT FROM NEW.starts_on OR OLD.manager_id IS DISTINCT FROM NEW.manager_id)
EXECUTE FUNCTION recheck_movers();
--> statement-breakpoint
CREATE FUNCTION recheck_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM public.recheck_duties(array(SELECT id FROM public.person WHERE unit_id = NEW.id));
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER duty_moved AFTER UPDATE ON unit FOR EACH ROW
WHEN (OLD.ancestor_ids IS DISTINCT FROM NEW.ancestor_ids)
EXECUTE FUNCTION recheck_unit();
