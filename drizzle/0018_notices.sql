CREATE SEQUENCE "public"."notice_number" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 101 CACHE 1;--> statement-breakpoint
CREATE TABLE "system_dependency" (
	"system_id" uuid NOT NULL,
	"needs_kind" text NOT NULL,
	"needs_id" uuid NOT NULL,
	CONSTRAINT "system_dependency_system_id_needs_kind_needs_id_pk" PRIMARY KEY("system_id","needs_kind","needs_id"),
	CONSTRAINT "system_dependency_kind" CHECK (needs_kind in ('system', 'item', 'place')),
	CONSTRAINT "system_dependency_not_itself" CHECK (needs_kind <> 'system' or needs_id <> system_id)
);
--> statement-breakpoint
CREATE TABLE "item_serves" (
	"item_id" uuid NOT NULL,
	"place_id" uuid NOT NULL,
	CONSTRAINT "item_serves_item_id_place_id_pk" PRIMARY KEY("item_id","place_id")
);
--> statement-breakpoint
CREATE TABLE "letter_text" (
	"id" uuid PRIMARY KEY NOT NULL,
	"body" text NOT NULL,
	"html" text NOT NULL,
	"calendar" jsonb
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer DEFAULT nextval('notice_number') NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"texts" jsonb NOT NULL,
	"impact" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"starts_at" timestamp with time zone,
	"planned_end_at" timestamp with time zone,
	"first_starts_at" timestamp with time zone,
	"first_planned_end_at" timestamp with time zone,
	"announced_at" timestamp with time zone,
	"announced_by_id" uuid,
	"started_at" timestamp with time zone,
	"restored_at" timestamp with time zone,
	"restored_by_id" uuid,
	"restored_text" jsonb,
	"rolled_back" boolean DEFAULT false NOT NULL,
	"closed_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"sequence" integer DEFAULT 0 NOT NULL,
	"reminders" integer[] NOT NULL,
	"reminded" integer[] DEFAULT '{}' NOT NULL,
	"nudged_after" integer,
	"overrun_told_at" timestamp with time zone,
	"escalated_at" timestamp with time zone,
	"asks_acknowledgement" boolean DEFAULT false NOT NULL,
	"asks_if_works" boolean DEFAULT true NOT NULL,
	"is_public" boolean DEFAULT false NOT NULL,
	"late_reason" text,
	"in_time" boolean,
	"module_key" text,
	"no_module_reason" text,
	"created_by_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (jsonb_to_tsvector('simple', texts, '["string"]')) STORED,
	CONSTRAINT "notice_number_unique" UNIQUE("number"),
	CONSTRAINT "notice_kind" CHECK (kind in ('planned_work', 'outage', 'change', 'information')),
	CONSTRAINT "notice_state" CHECK (state in ('draft', 'announced', 'in_progress', 'awaiting_confirmation', 'restored', 'closed', 'cancelled')),
	CONSTRAINT "notice_impact" CHECK (impact in ('none', 'degraded', 'unavailable')),
	CONSTRAINT "notice_window" CHECK (starts_at is null or planned_end_at is null or starts_at < planned_end_at),
	CONSTRAINT "notice_restored_by_somebody" CHECK (state <> 'restored' or (restored_at is not null and restored_by_id is not null)),
	CONSTRAINT "notice_announced" CHECK (state in ('draft') or announced_at is not null)
);
--> statement-breakpoint
CREATE TABLE "notice_affected" (
	"notice_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"target_id" uuid NOT NULL,
	"impact" text NOT NULL,
	CONSTRAINT "notice_affected_notice_id_kind_target_id_pk" PRIMARY KEY("notice_id","kind","target_id"),
	CONSTRAINT "notice_affected_kind" CHECK (kind in ('system', 'role', 'software', 'item', 'place', 'unit', 'person')),
	CONSTRAINT "notice_affected_impact" CHECK (impact in ('none', 'degraded', 'unavailable'))
);
--> statement-breakpoint
CREATE TABLE "notice_check" (
	"id" uuid PRIMARY KEY NOT NULL,
	"notice_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"text" text NOT NULL,
	"done_at" timestamp with time zone,
	"done_by_id" uuid,
	CONSTRAINT "notice_check_position" UNIQUE("notice_id","position")
);
--> statement-breakpoint
CREATE TABLE "notice_choice" (
	"notice_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"choice" text NOT NULL,
	"reason" text NOT NULL,
	"chosen_by_id" uuid,
	"chosen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notice_choice_notice_id_person_id_pk" PRIMARY KEY("notice_id","person_id"),
	CONSTRAINT "notice_choice_choice" CHECK (choice in ('include', 'exclude'))
);
--> statement-breakpoint
CREATE TABLE "notice_request" (
	"notice_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"request_number" integer NOT NULL,
	"role" text NOT NULL,
	"linked_by_id" uuid,
	"linked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notice_request_notice_id_request_id_pk" PRIMARY KEY("notice_id","request_id"),
	CONSTRAINT "notice_request_role" CHECK (role in ('source', 'same_fault', 'follow_up'))
);
--> statement-breakpoint
CREATE TABLE "notice_update" (
	"id" uuid PRIMARY KEY NOT NULL,
	"notice_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"texts" jsonb,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"by_id" uuid,
	"for_readers" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "feed_key" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"secret_hash" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"last_read_at" timestamp with time zone,
	CONSTRAINT "feed_key_secret_hash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "notice_message" (
	"update_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"notice_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"outbox_id" uuid,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "notice_message_update_id_person_id_pk" PRIMARY KEY("update_id","person_id"),
	CONSTRAINT "notice_message_letter" UNIQUE("outbox_id")
);
--> statement-breakpoint
CREATE TABLE "notice_reader" (
	"notice_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"reasons" jsonb NOT NULL,
	"wave" text NOT NULL,
	"locale" text NOT NULL,
	"has_mailbox" boolean NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone,
	"acknowledged_at" timestamp with time zone,
	"promise" text,
	"dismissed_at" timestamp with time zone,
	"told_after_at" timestamp with time zone,
	"asked_at" timestamp with time zone,
	"works" boolean,
	"answered_at" timestamp with time zone,
	"told_by_hand_at" timestamp with time zone,
	"told_by_hand_by_id" uuid,
	CONSTRAINT "notice_reader_notice_id_person_id_pk" PRIMARY KEY("notice_id","person_id"),
	CONSTRAINT "notice_reader_wave" CHECK (wave in ('announced', 'joined', 'included', 'me_too')),
	CONSTRAINT "notice_reader_promise" CHECK (promise in ('read', 'will_do', 'done'))
);
--> statement-breakpoint
CREATE TABLE "webhook" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"secret" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_by_id" uuid,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_delivery" (
	"id" uuid PRIMARY KEY NOT NULL,
	"webhook_id" uuid NOT NULL,
	"notice_id" uuid NOT NULL,
	"payload" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	"status" integer,
	"error" text,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "webhook_delivery_state" CHECK (state in ('waiting', 'sending', 'sent', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "notice_template" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"source" text NOT NULL,
	"content" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notice_template_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "freeze_exception" (
	"freeze_id" uuid NOT NULL,
	"notice_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"granted_by_id" uuid,
	"granted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "freeze_exception_freeze_id_notice_id_pk" PRIMARY KEY("freeze_id","notice_id")
);
--> statement-breakpoint
CREATE TABLE "freeze_period" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" jsonb NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "freeze_period_window" CHECK (starts_at < ends_at)
);
--> statement-breakpoint
CREATE TABLE "town_calendar" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"imported_at" timestamp with time zone NOT NULL,
	"imported_by_id" uuid,
	CONSTRAINT "town_calendar_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "town_date" (
	"id" uuid PRIMARY KEY NOT NULL,
	"calendar_id" uuid NOT NULL,
	"uid" text NOT NULL,
	"title" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	CONSTRAINT "town_date_uid" UNIQUE("calendar_id","uid")
);
--> statement-breakpoint
CREATE TABLE "notice_report" (
	"notice_id" uuid PRIMARY KEY NOT NULL,
	"what" jsonb NOT NULL,
	"impact" jsonb NOT NULL,
	"cause" jsonb NOT NULL,
	"change" jsonb NOT NULL,
	"published" boolean DEFAULT false NOT NULL,
	"published_at" timestamp with time zone,
	"written_by_id" uuid,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outage_proposal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"target_id" uuid,
	"words" text DEFAULT '' NOT NULL,
	"request_ids" uuid[] NOT NULL,
	"request_numbers" integer[] NOT NULL,
	"state" text NOT NULL,
	"notice_id" uuid,
	"decided_by_id" uuid,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "outage_proposal_state" CHECK (state in ('open', 'taken', 'dismissed'))
);
--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "has_mailbox" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox_message" ADD COLUMN "text_id" uuid;--> statement-breakpoint
ALTER TABLE "outbox_message" ADD COLUMN "thread" text;--> statement-breakpoint
ALTER TABLE "system_dependency" ADD CONSTRAINT "system_dependency_system_id_information_system_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."information_system"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_serves" ADD CONSTRAINT "item_serves_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_serves" ADD CONSTRAINT "item_serves_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_announced_by_id_person_id_fk" FOREIGN KEY ("announced_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_restored_by_id_person_id_fk" FOREIGN KEY ("restored_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_affected" ADD CONSTRAINT "notice_affected_notice_id_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notice"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_check" ADD CONSTRAINT "notice_check_notice_id_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notice"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_check" ADD CONSTRAINT "notice_check_done_by_id_person_id_fk" FOREIGN KEY ("done_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_choice" ADD CONSTRAINT "notice_choice_notice_id_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notice"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_choice" ADD CONSTRAINT "notice_choice_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_choice" ADD CONSTRAINT "notice_choice_chosen_by_id_person_id_fk" FOREIGN KEY ("chosen_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_request" ADD CONSTRAINT "notice_request_notice_id_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notice"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_request" ADD CONSTRAINT "notice_request_linked_by_id_person_id_fk" FOREIGN KEY ("linked_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_update" ADD CONSTRAINT "notice_update_notice_id_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notice"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_update" ADD CONSTRAINT "notice_update_by_id_person_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feed_key" ADD CONSTRAINT "feed_key_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_message" ADD CONSTRAINT "notice_message_update_id_notice_update_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."notice_update"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_message" ADD CONSTRAINT "notice_message_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_message" ADD CONSTRAINT "notice_message_notice_id_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notice"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_message" ADD CONSTRAINT "notice_message_outbox_id_outbox_message_id_fk" FOREIGN KEY ("outbox_id") REFERENCES "public"."outbox_message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_reader" ADD CONSTRAINT "notice_reader_notice_id_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notice"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_reader" ADD CONSTRAINT "notice_reader_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_reader" ADD CONSTRAINT "notice_reader_told_by_hand_by_id_person_id_fk" FOREIGN KEY ("told_by_hand_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_webhook_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhook"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_notice_id_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notice"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "freeze_exception" ADD CONSTRAINT "freeze_exception_freeze_id_freeze_period_id_fk" FOREIGN KEY ("freeze_id") REFERENCES "public"."freeze_period"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "freeze_exception" ADD CONSTRAINT "freeze_exception_notice_id_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notice"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "freeze_exception" ADD CONSTRAINT "freeze_exception_granted_by_id_person_id_fk" FOREIGN KEY ("granted_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "freeze_period" ADD CONSTRAINT "freeze_period_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "town_calendar" ADD CONSTRAINT "town_calendar_imported_by_id_person_id_fk" FOREIGN KEY ("imported_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "town_date" ADD CONSTRAINT "town_date_calendar_id_town_calendar_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."town_calendar"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_report" ADD CONSTRAINT "notice_report_notice_id_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notice"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_report" ADD CONSTRAINT "notice_report_written_by_id_person_id_fk" FOREIGN KEY ("written_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outage_proposal" ADD CONSTRAINT "outage_proposal_notice_id_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notice"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outage_proposal" ADD CONSTRAINT "outage_proposal_decided_by_id_person_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "system_dependency_needs" ON "system_dependency" USING btree ("needs_kind","needs_id");--> statement-breakpoint
CREATE INDEX "item_serves_place" ON "item_serves" USING btree ("place_id");--> statement-breakpoint
CREATE INDEX "notice_state" ON "notice" USING btree ("state","starts_at","id");--> statement-breakpoint
CREATE INDEX "notice_starts" ON "notice" USING btree ("starts_at","id");--> statement-breakpoint
CREATE INDEX "notice_owner" ON "notice" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "notice_search" ON "notice" USING gin ("search");--> statement-breakpoint
CREATE INDEX "notice_affected_target" ON "notice_affected" USING btree ("kind","target_id");--> statement-breakpoint
CREATE INDEX "notice_request_request" ON "notice_request" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "notice_update_notice" ON "notice_update" USING btree ("notice_id","at","id");--> statement-breakpoint
CREATE INDEX "notice_message_reader" ON "notice_message" USING btree ("notice_id","person_id");--> statement-breakpoint
CREATE INDEX "notice_reader_person" ON "notice_reader" USING btree ("person_id","notice_id");--> statement-breakpoint
CREATE INDEX "webhook_delivery_due" ON "webhook_delivery" USING btree ("next_attempt_at") WHERE state in ('waiting', 'sending');--> statement-breakpoint
CREATE INDEX "webhook_delivery_newest" ON "webhook_delivery" USING btree ("webhook_id","created_at","id");--> statement-breakpoint
CREATE INDEX "notice_template_active" ON "notice_template" USING btree ("active","slug");--> statement-breakpoint
CREATE INDEX "freeze_period_starts" ON "freeze_period" USING btree ("starts_at");--> statement-breakpoint
CREATE INDEX "town_date_starts" ON "town_date" USING btree ("starts_at");--> statement-breakpoint
CREATE INDEX "outage_proposal_open" ON "outage_proposal" USING btree ("created_at") WHERE state = 'open';--> statement-breakpoint
ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_message_text_id_letter_text_id_fk" FOREIGN KEY ("text_id") REFERENCES "public"."letter_text"("id") ON DELETE no action ON UPDATE no action;