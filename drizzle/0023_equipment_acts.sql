ALTER INDEX "item_model" RENAME TO "item_by_model";--> statement-breakpoint
ALTER INDEX "item_category" RENAME TO "item_by_category";--> statement-breakpoint
CREATE TABLE "item_category" (
	"code" text PRIMARY KEY NOT NULL,
	"name" jsonb NOT NULL,
	"icon" text DEFAULT 'package' NOT NULL,
	"life_months" integer,
	"holds_data" boolean DEFAULT false NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "item_model" (
	"id" uuid PRIMARY KEY NOT NULL,
	"category" text NOT NULL,
	"maker" text DEFAULT '' NOT NULL,
	"name" text NOT NULL,
	"life_months" integer,
	"price_cents" integer,
	"note" text DEFAULT '' NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "equipment_file" (
	"id" uuid PRIMARY KEY NOT NULL,
	"noun" text NOT NULL,
	"record_id" uuid NOT NULL,
	"is_photo" boolean DEFAULT false NOT NULL,
	"name" text NOT NULL,
	"size" integer NOT NULL,
	"media_type" text NOT NULL,
	"sha256" text NOT NULL,
	"storage_key" text NOT NULL,
	"uploaded_by_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "item_field" (
	"id" uuid PRIMARY KEY NOT NULL,
	"category" text NOT NULL,
	"key" text NOT NULL,
	"label" jsonb NOT NULL,
	"type" text NOT NULL,
	"choices" jsonb,
	"required" boolean DEFAULT false NOT NULL,
	"is_unique" boolean DEFAULT false NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "item_field_value" (
	"item_id" uuid NOT NULL,
	"field_id" uuid NOT NULL,
	"value" text NOT NULL,
	"is_unique" boolean DEFAULT false NOT NULL,
	CONSTRAINT "item_field_value_item_id_field_id_pk" PRIMARY KEY("item_id","field_id")
);
--> statement-breakpoint
CREATE TABLE "act" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"year" integer NOT NULL,
	"seq" integer NOT NULL,
	"number" text NOT NULL,
	"state" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"made_by_id" uuid,
	"unit_id" uuid,
	"from_person_id" uuid,
	"to_person_id" uuid,
	"place_id" uuid,
	"request_id" uuid,
	"request_number" integer,
	"note" text DEFAULT '' NOT NULL,
	"text" jsonb NOT NULL,
	"text_hash" text NOT NULL,
	"completed_at" timestamp with time zone,
	"pdf_key" text,
	"pdf_sha256" text,
	CONSTRAINT "act_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "act_counter" (
	"kind" text NOT NULL,
	"year" integer NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "act_counter_kind_year_pk" PRIMARY KEY("kind","year")
);
--> statement-breakpoint
CREATE TABLE "act_line" (
	"id" uuid PRIMARY KEY NOT NULL,
	"act_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"item_id" uuid NOT NULL,
	"event" text NOT NULL,
	"done_at" timestamp with time zone,
	"refused_at" timestamp with time zone,
	"holder_id" uuid,
	"place_id" uuid,
	"room" text,
	"note" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "act_signature" (
	"id" uuid PRIMARY KEY NOT NULL,
	"act_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"role" text NOT NULL,
	"person_id" uuid,
	"name" text NOT NULL,
	"method" text,
	"signed_at" timestamp with time zone,
	"text_hash" text,
	"refused_at" timestamp with time zone,
	"reason" text DEFAULT '' NOT NULL,
	"drawing" text,
	"file_id" uuid,
	"by_id" uuid,
	"address" text DEFAULT '' NOT NULL,
	CONSTRAINT "act_signature_once" CHECK (num_nonnulls(signed_at, refused_at) <= 1 and (signed_at is null or (method is not null and text_hash is not null)))
);
--> statement-breakpoint
CREATE TABLE "equipment_task" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"item_id" uuid,
	"stock_kind_id" uuid,
	"place_id" uuid,
	"act_id" uuid,
	"person_id" uuid,
	"unit_id" uuid,
	"note" text DEFAULT '' NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"opened_by_id" uuid,
	"assignee_id" uuid,
	"done_at" timestamp with time zone,
	"done_by_id" uuid,
	"outcome" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "item_holding" (
	"item_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"person_id" uuid,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	CONSTRAINT "item_holding_item_id_seq_pk" PRIMARY KEY("item_id","seq"),
	CONSTRAINT "item_holding_order" CHECK (until is null or until >= since)
);
--> statement-breakpoint
CREATE TABLE "item_move" (
	"item_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"act_id" uuid NOT NULL,
	"event" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid,
	"from_state" text NOT NULL,
	"state" text NOT NULL,
	"holder_id" uuid,
	"place_id" uuid,
	"room" text NOT NULL,
	"held_since" date,
	"request_id" uuid,
	"request_number" integer,
	"before_proposal" text,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "item_move_item_id_seq_pk" PRIMARY KEY("item_id","seq")
);
--> statement-breakpoint
CREATE TABLE "stock_kind" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" jsonb NOT NULL,
	"part_number" text DEFAULT '' NOT NULL,
	"low_at" integer DEFAULT 0 NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "stock_level" (
	"kind_id" uuid NOT NULL,
	"place_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	"low_at" integer,
	CONSTRAINT "stock_level_kind_id_place_id_pk" PRIMARY KEY("kind_id","place_id"),
	CONSTRAINT "stock_level_never_below_nothing" CHECK (quantity >= 0)
);
--> statement-breakpoint
CREATE TABLE "stock_movement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind_id" uuid NOT NULL,
	"place_id" uuid NOT NULL,
	"change" integer NOT NULL,
	"why" text NOT NULL,
	"person_id" uuid,
	"act_id" uuid,
	"request_id" uuid,
	"request_number" integer,
	"note" text DEFAULT '' NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid,
	CONSTRAINT "stock_movement_something" CHECK (change <> 0)
);
--> statement-breakpoint
CREATE TABLE "stock_take" (
	"id" uuid PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"scope" jsonb NOT NULL,
	"unit_id" uuid,
	"state" text NOT NULL,
	"began_at" timestamp with time zone NOT NULL,
	"began_by_id" uuid,
	"closed_at" timestamp with time zone,
	"closed_by_id" uuid,
	"act_id" uuid,
	"cancelled_at" timestamp with time zone,
	"note" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stock_take_correction" (
	"id" uuid PRIMARY KEY NOT NULL,
	"stock_take_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"item_id" uuid,
	"code" text DEFAULT '' NOT NULL,
	"place_id" uuid,
	"room" text DEFAULT '' NOT NULL,
	"state" text NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by_id" uuid,
	"act_id" uuid,
	"note" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stock_take_line" (
	"stock_take_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"expected" boolean NOT NULL,
	"state" text NOT NULL,
	"holder_id" uuid,
	"place_id" uuid,
	"room" text DEFAULT '' NOT NULL,
	"result" text NOT NULL,
	"found_at" timestamp with time zone,
	"found_by_id" uuid,
	"found_place_id" uuid,
	"found_room" text DEFAULT '' NOT NULL,
	CONSTRAINT "stock_take_line_stock_take_id_item_id_pk" PRIMARY KEY("stock_take_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "stock_take_member" (
	"stock_take_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"signs" boolean DEFAULT false NOT NULL,
	CONSTRAINT "stock_take_member_stock_take_id_person_id_pk" PRIMARY KEY("stock_take_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "stock_take_scan" (
	"id" uuid PRIMARY KEY NOT NULL,
	"stock_take_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"code" text NOT NULL,
	"item_id" uuid,
	"place_id" uuid,
	"room" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"scanned_at" timestamp with time zone NOT NULL,
	"arrived_at" timestamp with time zone NOT NULL,
	"late" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "repair" (
	"id" uuid PRIMARY KEY NOT NULL,
	"item_id" uuid NOT NULL,
	"out_act_id" uuid NOT NULL,
	"in_act_id" uuid,
	"vendor" text NOT NULL,
	"fault" text DEFAULT '' NOT NULL,
	"under_warranty" boolean NOT NULL,
	"sent_on" date NOT NULL,
	"expected_on" date,
	"returned_on" date,
	"cost_cents" integer,
	"outcome" text,
	"loan_item_id" uuid,
	"request_id" uuid,
	"request_number" integer,
	"note" text DEFAULT '' NOT NULL,
	"made_by_id" uuid,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "write_off" (
	"id" uuid PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"unit_id" uuid,
	"proposed_at" timestamp with time zone NOT NULL,
	"proposed_by_id" uuid,
	"approver_id" uuid NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by_id" uuid,
	"decision" text DEFAULT '' NOT NULL,
	"act_id" uuid,
	"disposed_on" date,
	"disposed_by" text DEFAULT '' NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "write_off_line" (
	"write_off_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"condition" text DEFAULT '' NOT NULL,
	"book_value_cents" integer,
	"wipe_method" text,
	"wiped_at" timestamp with time zone,
	"wiped_by_id" uuid,
	CONSTRAINT "write_off_line_write_off_id_item_id_pk" PRIMARY KEY("write_off_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "write_off_member" (
	"write_off_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"opinion" text,
	"note" text DEFAULT '' NOT NULL,
	"at" timestamp with time zone,
	CONSTRAINT "write_off_member_write_off_id_person_id_pk" PRIMARY KEY("write_off_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "holding_answer" (
	"round_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"answer" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid,
	CONSTRAINT "holding_answer_round_id_item_id_person_id_pk" PRIMARY KEY("round_id","item_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "holding_round" (
	"id" uuid PRIMARY KEY NOT NULL,
	"began_at" timestamp with time zone NOT NULL,
	"began_by_id" uuid,
	"due_on" date NOT NULL,
	"ended_at" timestamp with time zone,
	"reminded_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "inventory_device" (
	"id" uuid PRIMARY KEY NOT NULL,
	"device_id" text NOT NULL,
	"site_id" uuid NOT NULL,
	"item_id" uuid,
	"serial" text DEFAULT '' NOT NULL,
	"machine_uuid" text DEFAULT '' NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"seen" jsonb NOT NULL,
	"report" jsonb NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "inventory_device_device_id_unique" UNIQUE("device_id")
);
--> statement-breakpoint
CREATE TABLE "inventory_finding" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"device_row_id" uuid NOT NULL,
	"item_id" uuid,
	"registered" text DEFAULT '' NOT NULL,
	"seen" text DEFAULT '' NOT NULL,
	"seen_place_id" uuid,
	"seen_person_id" uuid,
	"opened_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	"state" text NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by_id" uuid,
	"note" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inventory_site" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"place_id" uuid,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "inventory_site_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "import_mapping" (
	"register" text NOT NULL,
	"headings_hash" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "import_mapping_register_headings_hash_pk" PRIMARY KEY("register","headings_hash")
);
--> statement-breakpoint
CREATE TABLE "register_import" (
	"id" uuid PRIMARY KEY NOT NULL,
	"register" text NOT NULL,
	"file_name" text NOT NULL,
	"storage_key" text NOT NULL,
	"encoding" text,
	"delimiter" text,
	"headings" jsonb NOT NULL,
	"mapping" jsonb NOT NULL,
	"mode" text,
	"state" text NOT NULL,
	"counts" jsonb NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"made_by_id" uuid NOT NULL,
	"finished_at" timestamp with time zone,
	"undone_at" timestamp with time zone,
	"undone_by_id" uuid,
	"problem" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "register_import_row" (
	"import_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"kind" text NOT NULL,
	"values" jsonb NOT NULL,
	"record_id" uuid,
	"before" jsonb,
	"after" jsonb,
	"problems" jsonb NOT NULL,
	"done_at" timestamp with time zone,
	CONSTRAINT "register_import_row_import_id_row_pk" PRIMARY KEY("import_id","row")
);
--> statement-breakpoint
ALTER TABLE "item" DROP CONSTRAINT "item_inventory_number_unique";--> statement-breakpoint
ALTER TABLE "item" DROP CONSTRAINT "item_state";--> statement-breakpoint
ALTER TABLE "item" DROP CONSTRAINT "item_in_stock_unheld";--> statement-breakpoint
DROP INDEX "item_place";--> statement-breakpoint
ALTER TABLE "item" ALTER COLUMN "state" SET DEFAULT 'ordered';--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "own_tag" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "model_id" uuid;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "machine_uuid" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "responsible_id" uuid;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "contact_id" uuid;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "part_of_id" uuid;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "supplier" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "order_number" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "price_cents" integer;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "life_months" integer;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "life_ends_on" date;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "before_proposal" text;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "moves" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "item" drop column "search";--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', translate(inventory_number || ' ' || model || ' ' || serial || ' ' || own_tag, '-/', '  '))) STORED;--> statement-breakpoint
CREATE INDEX "item_search" ON "item" USING gin ("search");--> statement-breakpoint
ALTER TABLE "item_model" ADD CONSTRAINT "item_model_category_item_category_code_fk" FOREIGN KEY ("category") REFERENCES "public"."item_category"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equipment_file" ADD CONSTRAINT "equipment_file_uploaded_by_id_person_id_fk" FOREIGN KEY ("uploaded_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_field" ADD CONSTRAINT "item_field_category_item_category_code_fk" FOREIGN KEY ("category") REFERENCES "public"."item_category"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_field_value" ADD CONSTRAINT "item_field_value_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_field_value" ADD CONSTRAINT "item_field_value_field_id_item_field_id_fk" FOREIGN KEY ("field_id") REFERENCES "public"."item_field"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "act" ADD CONSTRAINT "act_made_by_id_person_id_fk" FOREIGN KEY ("made_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "act" ADD CONSTRAINT "act_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "act" ADD CONSTRAINT "act_from_person_id_person_id_fk" FOREIGN KEY ("from_person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "act" ADD CONSTRAINT "act_to_person_id_person_id_fk" FOREIGN KEY ("to_person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "act" ADD CONSTRAINT "act_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "act_line" ADD CONSTRAINT "act_line_act_id_act_id_fk" FOREIGN KEY ("act_id") REFERENCES "public"."act"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "act_line" ADD CONSTRAINT "act_line_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "act_line" ADD CONSTRAINT "act_line_holder_id_person_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "act_line" ADD CONSTRAINT "act_line_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "act_signature" ADD CONSTRAINT "act_signature_act_id_act_id_fk" FOREIGN KEY ("act_id") REFERENCES "public"."act"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "act_signature" ADD CONSTRAINT "act_signature_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "act_signature" ADD CONSTRAINT "act_signature_by_id_person_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equipment_task" ADD CONSTRAINT "equipment_task_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equipment_task" ADD CONSTRAINT "equipment_task_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equipment_task" ADD CONSTRAINT "equipment_task_act_id_act_id_fk" FOREIGN KEY ("act_id") REFERENCES "public"."act"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equipment_task" ADD CONSTRAINT "equipment_task_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equipment_task" ADD CONSTRAINT "equipment_task_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equipment_task" ADD CONSTRAINT "equipment_task_opened_by_id_person_id_fk" FOREIGN KEY ("opened_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equipment_task" ADD CONSTRAINT "equipment_task_assignee_id_person_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equipment_task" ADD CONSTRAINT "equipment_task_done_by_id_person_id_fk" FOREIGN KEY ("done_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_holding" ADD CONSTRAINT "item_holding_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_holding" ADD CONSTRAINT "item_holding_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_move" ADD CONSTRAINT "item_move_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_move" ADD CONSTRAINT "item_move_act_id_act_id_fk" FOREIGN KEY ("act_id") REFERENCES "public"."act"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_move" ADD CONSTRAINT "item_move_by_id_person_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_move" ADD CONSTRAINT "item_move_holder_id_person_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_move" ADD CONSTRAINT "item_move_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_level" ADD CONSTRAINT "stock_level_kind_id_stock_kind_id_fk" FOREIGN KEY ("kind_id") REFERENCES "public"."stock_kind"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_level" ADD CONSTRAINT "stock_level_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD CONSTRAINT "stock_movement_kind_id_stock_kind_id_fk" FOREIGN KEY ("kind_id") REFERENCES "public"."stock_kind"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD CONSTRAINT "stock_movement_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD CONSTRAINT "stock_movement_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD CONSTRAINT "stock_movement_act_id_act_id_fk" FOREIGN KEY ("act_id") REFERENCES "public"."act"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD CONSTRAINT "stock_movement_by_id_person_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take" ADD CONSTRAINT "stock_take_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take" ADD CONSTRAINT "stock_take_began_by_id_person_id_fk" FOREIGN KEY ("began_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take" ADD CONSTRAINT "stock_take_closed_by_id_person_id_fk" FOREIGN KEY ("closed_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take" ADD CONSTRAINT "stock_take_act_id_act_id_fk" FOREIGN KEY ("act_id") REFERENCES "public"."act"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take_correction" ADD CONSTRAINT "stock_take_correction_stock_take_id_stock_take_id_fk" FOREIGN KEY ("stock_take_id") REFERENCES "public"."stock_take"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take_correction" ADD CONSTRAINT "stock_take_correction_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take_correction" ADD CONSTRAINT "stock_take_correction_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take_correction" ADD CONSTRAINT "stock_take_correction_decided_by_id_person_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take_correction" ADD CONSTRAINT "stock_take_correction_act_id_act_id_fk" FOREIGN KEY ("act_id") REFERENCES "public"."act"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take_line" ADD CONSTRAINT "stock_take_line_stock_take_id_stock_take_id_fk" FOREIGN KEY ("stock_take_id") REFERENCES "public"."stock_take"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take_line" ADD CONSTRAINT "stock_take_line_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take_line" ADD CONSTRAINT "stock_take_line_holder_id_person_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take_line" ADD CONSTRAINT "stock_take_line_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take_line" ADD CONSTRAINT "stock_take_line_found_by_id_person_id_fk" FOREIGN KEY ("found_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take_line" ADD CONSTRAINT "stock_take_line_found_place_id_place_id_fk" FOREIGN KEY ("found_place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take_member" ADD CONSTRAINT "stock_take_member_stock_take_id_stock_take_id_fk" FOREIGN KEY ("stock_take_id") REFERENCES "public"."stock_take"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take_member" ADD CONSTRAINT "stock_take_member_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take_scan" ADD CONSTRAINT "stock_take_scan_stock_take_id_stock_take_id_fk" FOREIGN KEY ("stock_take_id") REFERENCES "public"."stock_take"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take_scan" ADD CONSTRAINT "stock_take_scan_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take_scan" ADD CONSTRAINT "stock_take_scan_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_take_scan" ADD CONSTRAINT "stock_take_scan_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair" ADD CONSTRAINT "repair_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair" ADD CONSTRAINT "repair_out_act_id_act_id_fk" FOREIGN KEY ("out_act_id") REFERENCES "public"."act"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair" ADD CONSTRAINT "repair_in_act_id_act_id_fk" FOREIGN KEY ("in_act_id") REFERENCES "public"."act"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair" ADD CONSTRAINT "repair_loan_item_id_item_id_fk" FOREIGN KEY ("loan_item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair" ADD CONSTRAINT "repair_made_by_id_person_id_fk" FOREIGN KEY ("made_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "write_off" ADD CONSTRAINT "write_off_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "write_off" ADD CONSTRAINT "write_off_proposed_by_id_person_id_fk" FOREIGN KEY ("proposed_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "write_off" ADD CONSTRAINT "write_off_approver_id_person_id_fk" FOREIGN KEY ("approver_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "write_off" ADD CONSTRAINT "write_off_decided_by_id_person_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "write_off" ADD CONSTRAINT "write_off_act_id_act_id_fk" FOREIGN KEY ("act_id") REFERENCES "public"."act"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "write_off_line" ADD CONSTRAINT "write_off_line_write_off_id_write_off_id_fk" FOREIGN KEY ("write_off_id") REFERENCES "public"."write_off"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "write_off_line" ADD CONSTRAINT "write_off_line_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "write_off_line" ADD CONSTRAINT "write_off_line_wiped_by_id_person_id_fk" FOREIGN KEY ("wiped_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "write_off_member" ADD CONSTRAINT "write_off_member_write_off_id_write_off_id_fk" FOREIGN KEY ("write_off_id") REFERENCES "public"."write_off"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "write_off_member" ADD CONSTRAINT "write_off_member_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holding_answer" ADD CONSTRAINT "holding_answer_round_id_holding_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."holding_round"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holding_answer" ADD CONSTRAINT "holding_answer_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holding_answer" ADD CONSTRAINT "holding_answer_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holding_answer" ADD CONSTRAINT "holding_answer_by_id_person_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holding_round" ADD CONSTRAINT "holding_round_began_by_id_person_id_fk" FOREIGN KEY ("began_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_device" ADD CONSTRAINT "inventory_device_site_id_inventory_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."inventory_site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_device" ADD CONSTRAINT "inventory_device_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_finding" ADD CONSTRAINT "inventory_finding_device_row_id_inventory_device_id_fk" FOREIGN KEY ("device_row_id") REFERENCES "public"."inventory_device"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_finding" ADD CONSTRAINT "inventory_finding_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_finding" ADD CONSTRAINT "inventory_finding_seen_place_id_place_id_fk" FOREIGN KEY ("seen_place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_finding" ADD CONSTRAINT "inventory_finding_seen_person_id_person_id_fk" FOREIGN KEY ("seen_person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_finding" ADD CONSTRAINT "inventory_finding_decided_by_id_person_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_site" ADD CONSTRAINT "inventory_site_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_site" ADD CONSTRAINT "inventory_site_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "register_import" ADD CONSTRAINT "register_import_made_by_id_person_id_fk" FOREIGN KEY ("made_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "register_import" ADD CONSTRAINT "register_import_undone_by_id_person_id_fk" FOREIGN KEY ("undone_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "register_import_row" ADD CONSTRAINT "register_import_row_import_id_register_import_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."register_import"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "item_model_name" ON "item_model" USING btree ("category",lower("name"));--> statement-breakpoint
CREATE INDEX "equipment_file_record" ON "equipment_file" USING btree ("noun","record_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "item_field_key" ON "item_field" USING btree ("category","key");--> statement-breakpoint
CREATE UNIQUE INDEX "item_field_value_unique" ON "item_field_value" USING btree ("field_id",lower("value")) WHERE is_unique;--> statement-breakpoint
CREATE UNIQUE INDEX "act_number_in_year" ON "act" USING btree ("kind","year","seq");--> statement-breakpoint
CREATE INDEX "act_made" ON "act" USING btree ("made_at","id");--> statement-breakpoint
CREATE INDEX "act_to" ON "act" USING btree ("to_person_id","state");--> statement-breakpoint
CREATE INDEX "act_from" ON "act" USING btree ("from_person_id","state");--> statement-breakpoint
CREATE INDEX "act_request" ON "act" USING btree ("request_id") WHERE request_id is not null;--> statement-breakpoint
CREATE INDEX "act_open" ON "act" USING btree ("made_at") WHERE state = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "act_line_position" ON "act_line" USING btree ("act_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "act_line_item" ON "act_line" USING btree ("act_id","item_id");--> statement-breakpoint
CREATE INDEX "act_line_of_item" ON "act_line" USING btree ("item_id","act_id");--> statement-breakpoint
CREATE UNIQUE INDEX "act_signature_position" ON "act_signature" USING btree ("act_id","position");--> statement-breakpoint
CREATE INDEX "act_signature_waiting" ON "act_signature" USING btree ("person_id") WHERE signed_at is null and refused_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "equipment_task_open" ON "equipment_task" USING btree ("kind",coalesce("item_id", "stock_kind_id"),coalesce("place_id", '00000000-0000-0000-0000-000000000000')) WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "equipment_task_waiting" ON "equipment_task" USING btree ("opened_at") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "equipment_task_item" ON "equipment_task" USING btree ("item_id");--> statement-breakpoint
CREATE UNIQUE INDEX "item_holding_one" ON "item_holding" USING btree ("item_id") WHERE until is null;--> statement-breakpoint
CREATE INDEX "item_holding_person" ON "item_holding" USING btree ("person_id","since");--> statement-breakpoint
CREATE INDEX "item_move_act" ON "item_move" USING btree ("act_id");--> statement-breakpoint
CREATE INDEX "item_move_at" ON "item_move" USING btree ("at");--> statement-breakpoint
CREATE INDEX "stock_level_place" ON "stock_level" USING btree ("place_id");--> statement-breakpoint
CREATE INDEX "stock_movement_of" ON "stock_movement" USING btree ("kind_id","place_id","at");--> statement-breakpoint
CREATE INDEX "stock_take_began" ON "stock_take" USING btree ("began_at");--> statement-breakpoint
CREATE UNIQUE INDEX "stock_take_correction_one" ON "stock_take_correction" USING btree ("stock_take_id","kind",coalesce("item_id"::text, lower("code")));--> statement-breakpoint
CREATE INDEX "stock_take_correction_state" ON "stock_take_correction" USING btree ("stock_take_id","state");--> statement-breakpoint
CREATE INDEX "stock_take_line_result" ON "stock_take_line" USING btree ("stock_take_id","result");--> statement-breakpoint
CREATE INDEX "stock_take_member_person" ON "stock_take_member" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "stock_take_scan_of" ON "stock_take_scan" USING btree ("stock_take_id","arrived_at");--> statement-breakpoint
CREATE INDEX "stock_take_scan_item" ON "stock_take_scan" USING btree ("stock_take_id","item_id");--> statement-breakpoint
CREATE UNIQUE INDEX "repair_open" ON "repair" USING btree ("item_id") WHERE returned_on is null;--> statement-breakpoint
CREATE INDEX "repair_item" ON "repair" USING btree ("item_id","sent_on");--> statement-breakpoint
CREATE INDEX "repair_expected" ON "repair" USING btree ("expected_on") WHERE returned_on is null;--> statement-breakpoint
CREATE INDEX "write_off_state" ON "write_off" USING btree ("state","proposed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "write_off_line_position" ON "write_off_line" USING btree ("write_off_id","position");--> statement-breakpoint
CREATE INDEX "write_off_line_item" ON "write_off_line" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "write_off_member_person" ON "write_off_member" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "holding_answer_person" ON "holding_answer" USING btree ("person_id","round_id");--> statement-breakpoint
CREATE INDEX "inventory_device_item" ON "inventory_device" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "inventory_device_serial" ON "inventory_device" USING btree (lower("serial"));--> statement-breakpoint
CREATE INDEX "inventory_device_uuid" ON "inventory_device" USING btree ("machine_uuid");--> statement-breakpoint
CREATE INDEX "inventory_device_seen" ON "inventory_device" USING btree ("last_seen_at");--> statement-breakpoint
CREATE UNIQUE INDEX "inventory_finding_open" ON "inventory_finding" USING btree ("kind","device_row_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "inventory_finding_state" ON "inventory_finding" USING btree ("state","opened_at");--> statement-breakpoint
CREATE INDEX "inventory_finding_item" ON "inventory_finding" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "register_import_made" ON "register_import" USING btree ("register","made_at");--> statement-breakpoint
CREATE INDEX "register_import_row_kind" ON "register_import_row" USING btree ("import_id","kind","row");--> statement-breakpoint
-- The kinds of equipment that every town begins with; each adds its own and names these as it likes.
INSERT INTO item_category (code, name, icon, life_months, holds_data, position) VALUES
	('laptop', '{"et": "Sülearvuti", "ru": "Ноутбук", "en": "Laptop"}', 'laptop', 60, true, 0),
	('desktop', '{"et": "Lauaarvuti", "ru": "Настольный компьютер", "en": "Desktop computer"}', 'monitor', 72, true, 1),
	('monitor', '{"et": "Ekraan", "ru": "Монитор", "en": "Screen"}', 'monitor', 96, false, 2),
	('phone', '{"et": "Telefon", "ru": "Телефон", "en": "Phone"}', 'smartphone', 36, true, 3),
	('tablet', '{"et": "Tahvelarvuti", "ru": "Планшет", "en": "Tablet"}', 'tablet', 48, true, 4),
	('printer', '{"et": "Printer", "ru": "Принтер", "en": "Printer"}', 'printer', 84, true, 5),
	('headset', '{"et": "Kõrvaklapid", "ru": "Наушники", "en": "Headset"}', 'headphones', 36, false, 6),
	('projector', '{"et": "Projektor", "ru": "Проектор", "en": "Projector"}', 'projector', 84, false, 7),
	('network', '{"et": "Võrguseade", "ru": "Сетевое устройство", "en": "Network device"}', 'network', 96, false, 8),
	('other', '{"et": "Muu seade", "ru": "Другое устройство", "en": "Other device"}', 'package', 60, false, 9);--> statement-breakpoint
ALTER TABLE "item" ADD CONSTRAINT "item_category_item_category_code_fk" FOREIGN KEY ("category") REFERENCES "public"."item_category"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item" ADD CONSTRAINT "item_model_id_item_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."item_model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item" ADD CONSTRAINT "item_responsible_id_person_id_fk" FOREIGN KEY ("responsible_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item" ADD CONSTRAINT "item_contact_id_person_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item" ADD CONSTRAINT "item_part_of_id_item_id_fk" FOREIGN KEY ("part_of_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "item_number" ON "item" USING btree ("inventory_number") WHERE withdrawn_at is null;--> statement-breakpoint
UPDATE item SET serial = serial || ' (' || inventory_number || ')' WHERE serial <> '' AND EXISTS (
	SELECT FROM item other WHERE lower(other.serial) = lower(item.serial) AND other.id < item.id);--> statement-breakpoint
CREATE UNIQUE INDEX "item_serial" ON "item" USING btree (lower("serial")) WHERE serial <> '' and withdrawn_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "item_own_tag" ON "item" USING btree (lower("own_tag")) WHERE own_tag <> '' and withdrawn_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "item_machine" ON "item" USING btree ("machine_uuid") WHERE machine_uuid <> '' and withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "item_model_id" ON "item" USING btree ("model_id");--> statement-breakpoint
CREATE INDEX "item_part" ON "item" USING btree ("part_of_id") WHERE part_of_id is not null;--> statement-breakpoint
CREATE INDEX "item_warranty" ON "item" USING btree ("warranty_until");--> statement-breakpoint
CREATE INDEX "item_life" ON "item" USING btree ("life_ends_on");--> statement-breakpoint
CREATE INDEX "item_changed" ON "item" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "item_request" ON "item" USING btree ("request_id") WHERE request_id is not null;--> statement-breakpoint
CREATE INDEX "item_place" ON "item" USING btree ("place_id","room");--> statement-breakpoint
ALTER TABLE "item" ADD CONSTRAINT "item_number_capitals" CHECK (inventory_number = upper(inventory_number));--> statement-breakpoint
ALTER TABLE "item" ADD CONSTRAINT "item_own_part" CHECK (part_of_id is distinct from id);--> statement-breakpoint
ALTER TABLE "item" ADD CONSTRAINT "item_state" CHECK (state in ('ordered', 'in_stock', 'reserved', 'handed_over', 'in_use', 'to_be_returned', 'in_repair', 'missing', 'write_off_proposed', 'written_off'));--> statement-breakpoint
ALTER TABLE "item" ADD CONSTRAINT "item_in_stock_unheld" CHECK (state not in ('ordered', 'in_stock', 'reserved', 'written_off') or holder_id is null);--> statement-breakpoint
-- Models and the end of the expected life of what is in the register already.
INSERT INTO item_model (id, category, name)
	SELECT gen_random_uuid(), category, min(model) FROM item GROUP BY category, lower(model);--> statement-breakpoint
UPDATE item SET model_id = m.id, life_ends_on = bought_on + make_interval(months => c.life_months)
	FROM item_model m JOIN item_category c ON c.code = m.category
	WHERE m.category = item.category AND lower(m.name) = lower(item.model);--> statement-breakpoint
-- Items that were in the register before there were acts: one entry of the register says how each came to stand as it does.
INSERT INTO act_counter (kind, year, last)
	SELECT 'entry', extract(year FROM now() AT TIME ZONE 'Europe/Tallinn')::int, 1 WHERE EXISTS (SELECT FROM item);--> statement-breakpoint
INSERT INTO act (id, kind, year, seq, number, state, made_at, text, text_hash, completed_at)
	SELECT gen_random_uuid(), 'entry', year, 1, number, 'complete', now(), words::jsonb,
		encode(sha256(convert_to(words, 'UTF8')), 'hex'), now()
	FROM (SELECT year, 'KA-' || year || '-001' AS number, format(
		'{"day":"%s","facts":[],"from":null,"kind":"entry","languages":["et"],"lines":[],"note":"","number":"%s","organisation":"","place":"","request":"","signers":[],"to":null}',
		to_char(now() AT TIME ZONE 'Europe/Tallinn', 'YYYY-MM-DD'), 'KA-' || year || '-001') AS words
	FROM act_counter) opening;--> statement-breakpoint
INSERT INTO act_line (id, act_id, position, item_id, event, done_at, holder_id, place_id, room)
	SELECT gen_random_uuid(), act.id, row_number() OVER (ORDER BY inventory_number), item.id, 'received', now(), item.holder_id, item.place_id, item.room
	FROM item, act;--> statement-breakpoint
INSERT INTO item_move (item_id, seq, act_id, event, at, from_state, state, holder_id, place_id, room, held_since, request_id, request_number, before_proposal)
	SELECT id, row_number() OVER (PARTITION BY id ORDER BY step), act_id, event,
		least(now(), coalesce(CASE WHEN held THEN (held_since + time '12:00') AT TIME ZONE 'Europe/Tallinn' END,
			(bought_on + time '12:00') AT TIME ZONE 'Europe/Tallinn', updated_at)),
		lag(became, 1, 'ordered') OVER (PARTITION BY id ORDER BY step), became,
		CASE WHEN held THEN holder_id END, place_id, room, CASE WHEN held THEN held_since END,
		CASE WHEN held THEN request_id END, CASE WHEN held THEN request_number END, before
	FROM (
		SELECT item.*, act.id AS act_id, steps.*
		FROM item CROSS JOIN (SELECT id FROM act) act, LATERAL (VALUES
			(1, 'received', 'in_stock', false, true, NULL),
			(2, 'handed_over', 'handed_over', true, item.held_since IS NOT NULL, NULL),
			(3, 'accepted', 'in_use', true, item.held_since IS NOT NULL AND state <> 'handed_over', NULL),
			(4, 'asked_back', 'to_be_returned', true, state = 'to_be_returned', NULL),
			(5, 'sent_to_repair', 'in_repair', held_since IS NOT NULL, state = 'in_repair', NULL),
			(6, 'reported_missing', 'missing', held_since IS NOT NULL, state = 'missing', NULL),
			(7, 'reserved', 'reserved', false, state = 'reserved', NULL),
			(8, 'write_off_proposed', 'write_off_proposed', false, state = 'written_off', 'in_stock'),
			(9, 'written_off', 'written_off', false, state = 'written_off', NULL)
		) AS steps (step, event, became, held, happened, before)
		WHERE happened
	) story;--> statement-breakpoint
UPDATE item SET moves = (SELECT max(seq) FROM item_move WHERE item_id = item.id);--> statement-breakpoint
INSERT INTO item_holding (item_id, seq, person_id, since)
	SELECT item_id, seq, item_move.holder_id, at FROM item_move JOIN item ON item.id = item_id
	WHERE event = 'handed_over' AND item.held_since IS NOT NULL;--> statement-breakpoint

-- A move writes what it did into the item, which nothing else may; of two that follow the same move the second fails.
CREATE FUNCTION item_move_applies() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	had item_holding;
BEGIN
	UPDATE item SET state = NEW.state, holder_id = NEW.holder_id, place_id = NEW.place_id, room = NEW.room,
			held_since = NEW.held_since, request_id = NEW.request_id, request_number = NEW.request_number,
			before_proposal = NEW.before_proposal, moves = NEW.seq, updated_at = greatest(updated_at, NEW.at)
		WHERE id = NEW.item_id AND moves = NEW.seq - 1 AND state = NEW.from_state;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'the item was moved meanwhile' USING ERRCODE = 'serialization_failure';
	END IF;
	SELECT * INTO had FROM item_holding WHERE item_id = NEW.item_id AND until IS NULL;
	IF had.item_id IS NOT NULL AND (NEW.held_since IS NULL OR had.person_id IS DISTINCT FROM NEW.holder_id) THEN
		UPDATE item_holding SET until = greatest(since, NEW.at) WHERE item_id = had.item_id AND seq = had.seq;
		had := NULL;
	END IF;
	IF NEW.held_since IS NOT NULL AND had.item_id IS NULL THEN
		INSERT INTO item_holding (item_id, seq, person_id, since) VALUES (NEW.item_id, NEW.seq, NEW.holder_id, NEW.at);
	END IF;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER item_move_applies AFTER INSERT ON item_move FOR EACH ROW EXECUTE FUNCTION item_move_applies();--> statement-breakpoint

CREATE FUNCTION item_follows_acts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'state, holder and place of an item follow from its acts' USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER item_begins_ordered BEFORE INSERT ON item FOR EACH ROW
	WHEN (NEW.state <> 'ordered' OR NEW.holder_id IS NOT NULL OR NEW.place_id IS NOT NULL OR NEW.room <> ''
		OR NEW.held_since IS NOT NULL OR NEW.request_id IS NOT NULL OR NEW.before_proposal IS NOT NULL OR NEW.moves <> 0)
	EXECUTE FUNCTION item_follows_acts();--> statement-breakpoint
CREATE TRIGGER item_follows_acts BEFORE UPDATE ON item FOR EACH ROW
	WHEN (pg_trigger_depth() = 0 AND (OLD.state, OLD.holder_id, OLD.place_id, OLD.room, OLD.held_since, OLD.request_id, OLD.request_number, OLD.before_proposal, OLD.moves)
		IS DISTINCT FROM (NEW.state, NEW.holder_id, NEW.place_id, NEW.room, NEW.held_since, NEW.request_id, NEW.request_number, NEW.before_proposal, NEW.moves))
	EXECUTE FUNCTION item_follows_acts();--> statement-breakpoint

CREATE FUNCTION act_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'an act is not changed once it is made' USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER item_move_stands BEFORE UPDATE OR DELETE ON item_move FOR EACH ROW EXECUTE FUNCTION act_stands();--> statement-breakpoint
CREATE TRIGGER act_stands BEFORE UPDATE ON act FOR EACH ROW
	WHEN ((OLD.kind, OLD.year, OLD.seq, OLD.number, OLD.made_at, OLD.made_by_id, OLD.from_person_id, OLD.to_person_id, OLD.text, OLD.text_hash)
			IS DISTINCT FROM (NEW.kind, NEW.year, NEW.seq, NEW.number, NEW.made_at, NEW.made_by_id, NEW.from_person_id, NEW.to_person_id, NEW.text, NEW.text_hash)
		OR (OLD.state <> 'open' AND NEW.state IS DISTINCT FROM OLD.state)
		OR (OLD.pdf_key IS NOT NULL AND (NEW.pdf_key, NEW.pdf_sha256) IS DISTINCT FROM (OLD.pdf_key, OLD.pdf_sha256)))
	EXECUTE FUNCTION act_stands();--> statement-breakpoint
CREATE TRIGGER act_stays BEFORE DELETE ON act FOR EACH ROW EXECUTE FUNCTION act_stands();--> statement-breakpoint
CREATE TRIGGER act_line_stands BEFORE UPDATE ON act_line FOR EACH ROW
	WHEN (OLD.done_at IS NOT NULL OR OLD.refused_at IS NOT NULL
		OR (OLD.act_id, OLD.position, OLD.item_id, OLD.event, OLD.holder_id, OLD.place_id, OLD.room, OLD.note)
			IS DISTINCT FROM (NEW.act_id, NEW.position, NEW.item_id, NEW.event, NEW.holder_id, NEW.place_id, NEW.room, NEW.note))
	EXECUTE FUNCTION act_stands();--> statement-breakpoint
CREATE TRIGGER act_line_stays BEFORE DELETE ON act_line FOR EACH ROW EXECUTE FUNCTION act_stands();--> statement-breakpoint
CREATE TRIGGER act_signature_stands BEFORE UPDATE ON act_signature FOR EACH ROW
	WHEN (OLD.signed_at IS NOT NULL OR OLD.refused_at IS NOT NULL OR OLD.act_id <> NEW.act_id OR OLD.role <> NEW.role)
	EXECUTE FUNCTION act_stands();--> statement-breakpoint
CREATE TRIGGER act_signature_stays BEFORE DELETE ON act_signature FOR EACH ROW EXECUTE FUNCTION act_stands();
