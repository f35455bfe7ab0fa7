CREATE TABLE "duty_recheck" (
	"person_id" uuid PRIMARY KEY NOT NULL
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
ALTER TABLE "duty_recheck" ADD CONSTRAINT "duty_recheck_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "module_condition" ADD CONSTRAINT "module_condition_module_id_training_module_id_fk" FOREIGN KEY ("module_id") REFERENCES "public"."training_module"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "module_condition" ADD CONSTRAINT "module_condition_role_id_system_role_id_fk" FOREIGN KEY ("role_id") REFERENCES "public"."system_role"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "module_condition" ADD CONSTRAINT "module_condition_product_id_software_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."software_product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "module_condition" ADD CONSTRAINT "module_condition_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_mark" ADD CONSTRAINT "progress_mark_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_mark" ADD CONSTRAINT "progress_mark_module_id_training_module_id_fk" FOREIGN KEY ("module_id") REFERENCES "public"."training_module"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "module_condition_role" ON "module_condition" USING btree ("role_id","module_id") WHERE role_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "module_condition_product" ON "module_condition" USING btree ("product_id","module_id") WHERE product_id is not null;