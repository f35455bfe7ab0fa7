CREATE TABLE "role_conflict" (
	"role_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"why" jsonb NOT NULL,
	CONSTRAINT "role_conflict_role_id_other_id_pk" PRIMARY KEY("role_id","other_id"),
	CONSTRAINT "role_conflict_ordered" CHECK (role_id < other_id)
);
--> statement-breakpoint
CREATE TABLE "product_version" (
	"id" uuid PRIMARY KEY NOT NULL,
	"product_id" uuid NOT NULL,
	"version" text NOT NULL,
	"supported_until" date NOT NULL,
	CONSTRAINT "product_version_once" UNIQUE("product_id","version")
);
--> statement-breakpoint
CREATE TABLE "licence_file" (
	"id" uuid PRIMARY KEY NOT NULL,
	"licence_id" uuid NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"bytes" integer NOT NULL,
	"file_key" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid
);
--> statement-breakpoint
CREATE TABLE "software_licence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"product_id" uuid NOT NULL,
	"reference" text DEFAULT '' NOT NULL,
	"metric" text NOT NULL,
	"quantity" integer,
	"place_id" uuid,
	"valid_from" date NOT NULL,
	"valid_until" date,
	"price_cents" integer,
	"reseller" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"state" text DEFAULT 'valid' NOT NULL,
	"approved_by_id" uuid,
	"approved_at" timestamp with time zone,
	"request_number" integer,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "software_licence_quantity" CHECK (quantity > 0),
	CONSTRAINT "software_licence_metric" CHECK (metric in ('person', 'device', 'site', 'concurrent', 'subscription', 'free')),
	CONSTRAINT "software_licence_state" CHECK (state in ('ordered', 'valid', 'withdrawn')),
	CONSTRAINT "software_licence_ordered" CHECK (state <> 'ordered' or approved_at is not null),
	CONSTRAINT "software_licence_days" CHECK (valid_until >= valid_from)
);
--> statement-breakpoint
CREATE TABLE "software_installation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"device_row_id" uuid NOT NULL,
	"title_id" uuid NOT NULL,
	"version" text DEFAULT '' NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"gone_at" timestamp with time zone,
	CONSTRAINT "software_installation_once" UNIQUE("device_row_id","title_id","version")
);
--> statement-breakpoint
CREATE TABLE "software_rule" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name_match" text NOT NULL,
	"name" text NOT NULL,
	"publisher" text DEFAULT '' NOT NULL,
	"product_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid,
	CONSTRAINT "software_rule_once" UNIQUE("name_match","name","publisher"),
	CONSTRAINT "software_rule_match" CHECK (name_match in ('exact', 'starts', 'contains'))
);
--> statement-breakpoint
CREATE TABLE "software_title" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"publisher" text DEFAULT '' NOT NULL,
	"product_id" uuid,
	"ignored" boolean DEFAULT false NOT NULL,
	"rule_id" uuid,
	"first_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "software_title_once" UNIQUE("name","publisher")
);
--> statement-breakpoint
CREATE TABLE "software_case" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "software_case_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"product_id" uuid NOT NULL,
	"device_row_id" uuid NOT NULL,
	"found" text NOT NULL,
	"item_id" uuid,
	"person_id" uuid,
	"manager_id" uuid,
	"unit_id" uuid,
	"opened_at" timestamp with time zone NOT NULL,
	"deadline" date NOT NULL,
	"reminded_at" timestamp with time zone,
	"state" text DEFAULT 'open' NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by_id" uuid,
	"reason" text DEFAULT '' NOT NULL,
	"excused_until" date,
	CONSTRAINT "software_case_number_unique" UNIQUE("number"),
	CONSTRAINT "software_case_kind" CHECK (kind in ('forbidden', 'unlicensed', 'outdated')),
	CONSTRAINT "software_case_state" CHECK (state in ('open', 'removed', 'licensed', 'excused')),
	CONSTRAINT "software_case_closed" CHECK ((state = 'open') = (closed_at is null)),
	CONSTRAINT "software_case_excuse" CHECK (state <> 'excused' or reason <> '')
);
--> statement-breakpoint
CREATE TABLE "access_task" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"person_id" uuid,
	"unit_id" uuid,
	"right_id" uuid,
	"seat_id" uuid,
	"role_id" uuid,
	"product_id" uuid,
	"account" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"due_on" date NOT NULL,
	"source" text NOT NULL,
	"source_id" uuid,
	"opened_at" timestamp with time zone NOT NULL,
	"opened_by_id" uuid,
	"done_at" timestamp with time zone,
	"done_by_id" uuid,
	"outcome" text DEFAULT '' NOT NULL,
	CONSTRAINT "access_task_what" CHECK (num_nonnulls(right_id, seat_id, role_id, product_id, person_id) > 0)
);
--> statement-breakpoint
CREATE TABLE "role_bundle" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" jsonb NOT NULL,
	"positions" text[] DEFAULT '{}' NOT NULL,
	"unit_id" uuid,
	"unit_kind" text,
	"active" boolean DEFAULT true NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "role_bundle_line" (
	"id" uuid PRIMARY KEY NOT NULL,
	"bundle_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"role_id" uuid,
	"product_id" uuid,
	"category" text,
	"module_slug" text,
	"days_before" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "role_bundle_line_what" CHECK (case kind when 'right' then role_id is not null when 'seat' then product_id is not null
				when 'item' then category is not null when 'module' then module_slug is not null end),
	CONSTRAINT "role_bundle_line_days" CHECK (days_before between 0 and 30)
);
--> statement-breakpoint
CREATE TABLE "staff_change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "staff_change_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"person_id" uuid,
	"name" text NOT NULL,
	"request_id" uuid,
	"request_number" integer,
	"day" date NOT NULL,
	"from_unit_id" uuid,
	"to_unit_id" uuid,
	"from_position" text DEFAULT '' NOT NULL,
	"to_position" text DEFAULT '' NOT NULL,
	"to_place_id" uuid,
	"manager_id" uuid,
	"state" text DEFAULT 'open' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid,
	"applied_at" timestamp with time zone,
	"ready_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"reminded_at" timestamp with time zone,
	"slip_key" text,
	"slip_sha256" text,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "staff_change_number_unique" UNIQUE("number"),
	CONSTRAINT "staff_change_kind" CHECK (kind in ('joiner', 'mover', 'leaver')),
	CONSTRAINT "staff_change_state" CHECK (state in ('open', 'done', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "staff_change_line" (
	"id" uuid PRIMARY KEY NOT NULL,
	"change_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"proposed" text NOT NULL,
	"decided" text,
	"decided_at" timestamp with time zone,
	"decided_by_id" uuid,
	"why" jsonb,
	"role_id" uuid,
	"right_id" uuid,
	"product_id" uuid,
	"seat_id" uuid,
	"category" text,
	"item_id" uuid,
	"module_slug" text,
	"due_on" date NOT NULL,
	"request_task_key" text,
	"access_task_id" uuid,
	"done_at" timestamp with time zone,
	CONSTRAINT "staff_change_line_kind" CHECK (kind in ('right', 'seat', 'item', 'account', 'module')),
	CONSTRAINT "staff_change_line_acts" CHECK (proposed in ('add', 'keep', 'drop'))
);
--> statement-breakpoint
CREATE TABLE "review_campaign" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"system_id" uuid,
	"unit_id" uuid,
	"opens_on" date NOT NULL,
	"due_on" date NOT NULL,
	"remove_within_days" integer DEFAULT 10 NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid,
	"opened_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"closed_by_id" uuid,
	"report_key" text,
	"report_sha256" text,
	CONSTRAINT "review_campaign_state" CHECK (state in ('draft', 'open', 'closed')),
	CONSTRAINT "review_campaign_days" CHECK (opens_on <= due_on)
);
--> statement-breakpoint
CREATE TABLE "review_line" (
	"id" uuid PRIMARY KEY NOT NULL,
	"campaign_id" uuid NOT NULL,
	"reviewer_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"right_id" uuid,
	"seat_id" uuid,
	"answer" text,
	"comment" text DEFAULT '' NOT NULL,
	"answered_at" timestamp with time zone,
	"answered_by_id" uuid,
	"task_id" uuid,
	CONSTRAINT "review_line_what" CHECK (num_nonnulls(right_id, seat_id) = 1),
	CONSTRAINT "review_line_answer" CHECK (answer in ('keep', 'remove', 'unknown'))
);
--> statement-breakpoint
CREATE TABLE "review_reviewer" (
	"campaign_id" uuid NOT NULL,
	"reviewer_id" uuid NOT NULL,
	"reminders" integer DEFAULT 0 NOT NULL,
	"reminded_at" timestamp with time zone,
	"escalated_at" timestamp with time zone,
	"escalated_to_id" uuid,
	"finished_at" timestamp with time zone,
	CONSTRAINT "review_reviewer_campaign_id_reviewer_id_pk" PRIMARY KEY("campaign_id","reviewer_id")
);
--> statement-breakpoint
CREATE TABLE "group_comparison" (
	"id" uuid PRIMARY KEY NOT NULL,
	"role_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"accounts" integer NOT NULL,
	"agreed" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid
);
--> statement-breakpoint
CREATE TABLE "group_difference" (
	"id" uuid PRIMARY KEY NOT NULL,
	"comparison_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"account" text NOT NULL,
	"person_id" uuid,
	"right_id" uuid,
	"decision" text,
	"reason" text DEFAULT '' NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by_id" uuid,
	"task_id" uuid,
	CONSTRAINT "group_difference_kind" CHECK (kind in ('only_directory', 'only_register', 'unknown_account'))
);
--> statement-breakpoint
ALTER TABLE "software_seat" ALTER COLUMN "person_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "left_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "pseudonymised_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "access_right" ADD COLUMN "conflict_reason" text;--> statement-breakpoint
ALTER TABLE "access_right" ADD COLUMN "reviewed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "information_system" ADD COLUMN "hours" text DEFAULT 'office' NOT NULL;--> statement-breakpoint
ALTER TABLE "software_product" ADD COLUMN "licensed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "software_product" ADD COLUMN "module_slug" text;--> statement-breakpoint
ALTER TABLE "software_product" ADD COLUMN "system_id" uuid;--> statement-breakpoint
ALTER TABLE "software_product" ADD COLUMN "idle_days" integer;--> statement-breakpoint
ALTER TABLE "software_seat" ADD COLUMN "item_id" uuid;--> statement-breakpoint
ALTER TABLE "software_seat" ADD COLUMN "state" text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE "software_seat" ADD COLUMN "last_used_on" date;--> statement-breakpoint
ALTER TABLE "software_seat" ADD COLUMN "asked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "software_seat" ADD COLUMN "answer_by" date;--> statement-breakpoint
ALTER TABLE "software_seat" ADD COLUMN "kept_until" date;--> statement-breakpoint
ALTER TABLE "software_seat" ADD COLUMN "evidence" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "request_task" ADD COLUMN "due_on" date;--> statement-breakpoint
ALTER TABLE "role_conflict" ADD CONSTRAINT "role_conflict_role_id_system_role_id_fk" FOREIGN KEY ("role_id") REFERENCES "public"."system_role"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_conflict" ADD CONSTRAINT "role_conflict_other_id_system_role_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."system_role"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_version" ADD CONSTRAINT "product_version_product_id_software_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."software_product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "licence_file" ADD CONSTRAINT "licence_file_licence_id_software_licence_id_fk" FOREIGN KEY ("licence_id") REFERENCES "public"."software_licence"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "licence_file" ADD CONSTRAINT "licence_file_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_licence" ADD CONSTRAINT "software_licence_product_id_software_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."software_product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_licence" ADD CONSTRAINT "software_licence_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_licence" ADD CONSTRAINT "software_licence_approved_by_id_person_id_fk" FOREIGN KEY ("approved_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_licence" ADD CONSTRAINT "software_licence_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_installation" ADD CONSTRAINT "software_installation_device_row_id_inventory_device_id_fk" FOREIGN KEY ("device_row_id") REFERENCES "public"."inventory_device"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_installation" ADD CONSTRAINT "software_installation_title_id_software_title_id_fk" FOREIGN KEY ("title_id") REFERENCES "public"."software_title"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_rule" ADD CONSTRAINT "software_rule_product_id_software_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."software_product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_rule" ADD CONSTRAINT "software_rule_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_title" ADD CONSTRAINT "software_title_product_id_software_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."software_product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_title" ADD CONSTRAINT "software_title_rule_id_software_rule_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."software_rule"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_case" ADD CONSTRAINT "software_case_product_id_software_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."software_product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_case" ADD CONSTRAINT "software_case_device_row_id_inventory_device_id_fk" FOREIGN KEY ("device_row_id") REFERENCES "public"."inventory_device"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_case" ADD CONSTRAINT "software_case_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_case" ADD CONSTRAINT "software_case_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_case" ADD CONSTRAINT "software_case_manager_id_person_id_fk" FOREIGN KEY ("manager_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_case" ADD CONSTRAINT "software_case_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_case" ADD CONSTRAINT "software_case_closed_by_id_person_id_fk" FOREIGN KEY ("closed_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_task" ADD CONSTRAINT "access_task_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_task" ADD CONSTRAINT "access_task_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_task" ADD CONSTRAINT "access_task_right_id_access_right_id_fk" FOREIGN KEY ("right_id") REFERENCES "public"."access_right"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_task" ADD CONSTRAINT "access_task_seat_id_software_seat_id_fk" FOREIGN KEY ("seat_id") REFERENCES "public"."software_seat"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_task" ADD CONSTRAINT "access_task_role_id_system_role_id_fk" FOREIGN KEY ("role_id") REFERENCES "public"."system_role"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_task" ADD CONSTRAINT "access_task_product_id_software_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."software_product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_task" ADD CONSTRAINT "access_task_opened_by_id_person_id_fk" FOREIGN KEY ("opened_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_task" ADD CONSTRAINT "access_task_done_by_id_person_id_fk" FOREIGN KEY ("done_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_bundle" ADD CONSTRAINT "role_bundle_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_bundle_line" ADD CONSTRAINT "role_bundle_line_bundle_id_role_bundle_id_fk" FOREIGN KEY ("bundle_id") REFERENCES "public"."role_bundle"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_bundle_line" ADD CONSTRAINT "role_bundle_line_role_id_system_role_id_fk" FOREIGN KEY ("role_id") REFERENCES "public"."system_role"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_bundle_line" ADD CONSTRAINT "role_bundle_line_product_id_software_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."software_product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_bundle_line" ADD CONSTRAINT "role_bundle_line_category_item_category_code_fk" FOREIGN KEY ("category") REFERENCES "public"."item_category"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_change" ADD CONSTRAINT "staff_change_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_change" ADD CONSTRAINT "staff_change_request_id_service_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."service_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_change" ADD CONSTRAINT "staff_change_from_unit_id_unit_id_fk" FOREIGN KEY ("from_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_change" ADD CONSTRAINT "staff_change_to_unit_id_unit_id_fk" FOREIGN KEY ("to_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_change" ADD CONSTRAINT "staff_change_to_place_id_place_id_fk" FOREIGN KEY ("to_place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_change" ADD CONSTRAINT "staff_change_manager_id_person_id_fk" FOREIGN KEY ("manager_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_change" ADD CONSTRAINT "staff_change_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_change_line" ADD CONSTRAINT "staff_change_line_change_id_staff_change_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."staff_change"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_change_line" ADD CONSTRAINT "staff_change_line_decided_by_id_person_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_change_line" ADD CONSTRAINT "staff_change_line_role_id_system_role_id_fk" FOREIGN KEY ("role_id") REFERENCES "public"."system_role"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_change_line" ADD CONSTRAINT "staff_change_line_right_id_access_right_id_fk" FOREIGN KEY ("right_id") REFERENCES "public"."access_right"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_change_line" ADD CONSTRAINT "staff_change_line_product_id_software_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."software_product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_change_line" ADD CONSTRAINT "staff_change_line_seat_id_software_seat_id_fk" FOREIGN KEY ("seat_id") REFERENCES "public"."software_seat"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_change_line" ADD CONSTRAINT "staff_change_line_category_item_category_code_fk" FOREIGN KEY ("category") REFERENCES "public"."item_category"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_change_line" ADD CONSTRAINT "staff_change_line_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_change_line" ADD CONSTRAINT "staff_change_line_access_task_id_access_task_id_fk" FOREIGN KEY ("access_task_id") REFERENCES "public"."access_task"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_campaign" ADD CONSTRAINT "review_campaign_system_id_information_system_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."information_system"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_campaign" ADD CONSTRAINT "review_campaign_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_campaign" ADD CONSTRAINT "review_campaign_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_campaign" ADD CONSTRAINT "review_campaign_closed_by_id_person_id_fk" FOREIGN KEY ("closed_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_line" ADD CONSTRAINT "review_line_campaign_id_review_campaign_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."review_campaign"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_line" ADD CONSTRAINT "review_line_reviewer_id_person_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_line" ADD CONSTRAINT "review_line_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_line" ADD CONSTRAINT "review_line_right_id_access_right_id_fk" FOREIGN KEY ("right_id") REFERENCES "public"."access_right"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_line" ADD CONSTRAINT "review_line_seat_id_software_seat_id_fk" FOREIGN KEY ("seat_id") REFERENCES "public"."software_seat"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_line" ADD CONSTRAINT "review_line_answered_by_id_person_id_fk" FOREIGN KEY ("answered_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_line" ADD CONSTRAINT "review_line_task_id_access_task_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."access_task"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_reviewer" ADD CONSTRAINT "review_reviewer_campaign_id_review_campaign_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."review_campaign"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_reviewer" ADD CONSTRAINT "review_reviewer_reviewer_id_person_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_reviewer" ADD CONSTRAINT "review_reviewer_escalated_to_id_person_id_fk" FOREIGN KEY ("escalated_to_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_comparison" ADD CONSTRAINT "group_comparison_role_id_system_role_id_fk" FOREIGN KEY ("role_id") REFERENCES "public"."system_role"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_comparison" ADD CONSTRAINT "group_comparison_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_difference" ADD CONSTRAINT "group_difference_comparison_id_group_comparison_id_fk" FOREIGN KEY ("comparison_id") REFERENCES "public"."group_comparison"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_difference" ADD CONSTRAINT "group_difference_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_difference" ADD CONSTRAINT "group_difference_right_id_access_right_id_fk" FOREIGN KEY ("right_id") REFERENCES "public"."access_right"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_difference" ADD CONSTRAINT "group_difference_decided_by_id_person_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_difference" ADD CONSTRAINT "group_difference_task_id_access_task_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."access_task"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "role_conflict_other" ON "role_conflict" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "licence_file_licence" ON "licence_file" USING btree ("licence_id");--> statement-breakpoint
CREATE INDEX "software_licence_product" ON "software_licence" USING btree ("product_id","valid_from");--> statement-breakpoint
CREATE INDEX "software_licence_until" ON "software_licence" USING btree ("valid_until","id");--> statement-breakpoint
CREATE INDEX "software_installation_title" ON "software_installation" USING btree ("title_id","device_row_id") WHERE gone_at is null;--> statement-breakpoint
CREATE INDEX "software_rule_product" ON "software_rule" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "software_title_product" ON "software_title" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "software_title_unknown" ON "software_title" USING btree ("id") WHERE product_id is null and not ignored;--> statement-breakpoint
CREATE UNIQUE INDEX "software_case_open" ON "software_case" USING btree ("kind","product_id","device_row_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "software_case_state" ON "software_case" USING btree ("state","deadline","id");--> statement-breakpoint
CREATE INDEX "software_case_device" ON "software_case" USING btree ("device_row_id");--> statement-breakpoint
CREATE INDEX "software_case_person" ON "software_case" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "software_case_unit" ON "software_case" USING btree ("unit_id","opened_at");--> statement-breakpoint
CREATE UNIQUE INDEX "access_task_right_once" ON "access_task" USING btree ("kind","right_id") WHERE done_at is null and right_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "access_task_seat_once" ON "access_task" USING btree ("kind","seat_id") WHERE done_at is null and seat_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "access_task_role_once" ON "access_task" USING btree ("kind","person_id","role_id") WHERE done_at is null and right_id is null and role_id is not null;--> statement-breakpoint
CREATE INDEX "access_task_open" ON "access_task" USING btree ("due_on","id") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "access_task_person" ON "access_task" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "access_task_source" ON "access_task" USING btree ("source","source_id");--> statement-breakpoint
CREATE INDEX "role_bundle_unit" ON "role_bundle" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "role_bundle_line_bundle" ON "role_bundle_line" USING btree ("bundle_id");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_change_leaver_once" ON "staff_change" USING btree ("person_id") WHERE kind = 'leaver' and state = 'open';--> statement-breakpoint
CREATE INDEX "staff_change_open" ON "staff_change" USING btree ("kind","state","day","id");--> statement-breakpoint
CREATE INDEX "staff_change_person" ON "staff_change" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "staff_change_manager" ON "staff_change" USING btree ("manager_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_change_request" ON "staff_change" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "staff_change_line_change" ON "staff_change_line" USING btree ("change_id","due_on");--> statement-breakpoint
CREATE INDEX "review_campaign_state" ON "review_campaign" USING btree ("state","due_on");--> statement-breakpoint
CREATE UNIQUE INDEX "review_line_right" ON "review_line" USING btree ("campaign_id","right_id");--> statement-breakpoint
CREATE UNIQUE INDEX "review_line_seat" ON "review_line" USING btree ("campaign_id","seat_id");--> statement-breakpoint
CREATE INDEX "review_line_reviewer" ON "review_line" USING btree ("campaign_id","reviewer_id","person_id");--> statement-breakpoint
CREATE INDEX "review_reviewer_person" ON "review_reviewer" USING btree ("reviewer_id");--> statement-breakpoint
CREATE INDEX "review_reviewer_escalated" ON "review_reviewer" USING btree ("escalated_to_id");--> statement-breakpoint
CREATE INDEX "group_comparison_role" ON "group_comparison" USING btree ("role_id","created_at");--> statement-breakpoint
CREATE INDEX "group_difference_comparison" ON "group_difference" USING btree ("comparison_id","decided_at");--> statement-breakpoint
ALTER TABLE "software_product" ADD CONSTRAINT "software_product_system_id_information_system_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."information_system"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_seat" ADD CONSTRAINT "software_seat_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "software_seat_once_device" ON "software_seat" USING btree ("product_id","item_id") WHERE released_at is null;--> statement-breakpoint
CREATE INDEX "software_seat_item" ON "software_seat" USING btree ("item_id");--> statement-breakpoint
ALTER TABLE "software_product" ADD CONSTRAINT "software_product_idle" CHECK (idle_days > 0);--> statement-breakpoint
UPDATE software_seat SET state = 'revoked' WHERE released_at IS NOT NULL;--> statement-breakpoint
UPDATE person SET left_at = updated_at WHERE status = 'left';--> statement-breakpoint
ALTER TABLE "software_seat" ADD CONSTRAINT "software_seat_holder" CHECK (num_nonnulls(person_id, item_id) = 1);--> statement-breakpoint
ALTER TABLE "software_seat" ADD CONSTRAINT "software_seat_state" CHECK (state in ('active', 'reclaim_proposed', 'asked', 'kept', 'revoked'));--> statement-breakpoint
ALTER TABLE "software_seat" ADD CONSTRAINT "software_seat_revoked" CHECK ((state = 'revoked') = (released_at is not null));