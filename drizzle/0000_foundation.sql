CREATE SEQUENCE "public"."service_request_number" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1001 CACHE 1;--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_id" uuid,
	"actor_name" text,
	"action" text NOT NULL,
	"noun" text NOT NULL,
	"record_id" text NOT NULL,
	"ip" text,
	"before" jsonb,
	"after" jsonb,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "setting" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deputy" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"deputy_id" uuid NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "deputy_days" CHECK (from_day <= until_day),
	CONSTRAINT "deputy_not_self" CHECK (person_id <> deputy_id)
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"position" text DEFAULT '' NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"unit_id" uuid NOT NULL,
	"place_id" uuid,
	"manager_id" uuid,
	"locale" text DEFAULT 'et' NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"starts_on" date,
	"ends_on" date,
	"theme" text DEFAULT 'system' NOT NULL,
	"text_size" text DEFAULT 'normal' NOT NULL,
	"single_keys" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', name || ' ' || email || ' ' || position)) STORED,
	CONSTRAINT "person_email_unique" UNIQUE("email"),
	CONSTRAINT "person_status" CHECK (status in ('active', 'left')),
	CONSTRAINT "person_locale" CHECK (locale in ('et', 'ru', 'en')),
	CONSTRAINT "person_email_lower" CHECK (email = lower(email)),
	CONSTRAINT "person_not_own_manager" CHECK (manager_id is distinct from id)
);
--> statement-breakpoint
CREATE TABLE "place" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" jsonb NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"district" text DEFAULT '' NOT NULL,
	"hours" text DEFAULT 'office' NOT NULL,
	"head_id" uuid,
	"parent_id" uuid,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "place_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "representative" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "representative_once" UNIQUE("person_id","unit_id")
);
--> statement-breakpoint
CREATE TABLE "role_grant" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"unit_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "role_grant_role" CHECK (role in ('agent', 'author', 'auditor', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "unit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" jsonb NOT NULL,
	"kind" text NOT NULL,
	"parent_id" uuid,
	"ancestor_ids" uuid[] NOT NULL,
	"head_id" uuid,
	"budget_owner_id" uuid,
	"place_id" uuid,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "unit_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "attempt_counter" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"blocked_until" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credential" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"password_hash" text NOT NULL,
	"password_set_at" timestamp with time zone NOT NULL,
	"totp_secret" text,
	"totp_confirmed_at" timestamp with time zone,
	"totp_last_step" integer
);
--> statement-breakpoint
CREATE TABLE "one_time_link" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"person_id" uuid,
	"purpose" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "one_time_link_purpose" CHECK (purpose in ('invitation', 'reset', 'setup'))
);
--> statement-breakpoint
CREATE TABLE "recovery_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"second_factor_at" timestamp with time zone,
	"ip" text DEFAULT '' NOT NULL,
	"user_agent" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "access_right" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"role_id" uuid NOT NULL,
	"valid_from" date NOT NULL,
	"valid_until" date,
	"request_id" uuid,
	"approved_by_id" uuid,
	"granted_by_id" uuid,
	"granted_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by_id" uuid,
	"end_reason" text
);
--> statement-breakpoint
CREATE TABLE "information_system" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"kind" text DEFAULT 'system' NOT NULL,
	"name" jsonb NOT NULL,
	"description" jsonb NOT NULL,
	"owner_id" uuid,
	"contact" text DEFAULT '' NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"criticality" integer DEFAULT 2 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "information_system_slug_unique" UNIQUE("slug"),
	CONSTRAINT "information_system_kind" CHECK (kind in ('system', 'mailbox', 'group', 'folder'))
);
--> statement-breakpoint
CREATE TABLE "system_role" (
	"id" uuid PRIMARY KEY NOT NULL,
	"system_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" jsonb NOT NULL,
	"description" jsonb NOT NULL,
	"risk" text DEFAULT 'low' NOT NULL,
	"owner_approves" boolean DEFAULT true NOT NULL,
	"max_days" integer,
	"position" integer DEFAULT 0 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "system_role_slug" UNIQUE("system_id","slug"),
	CONSTRAINT "system_role_risk" CHECK (risk in ('low', 'medium', 'high'))
);
--> statement-breakpoint
CREATE TABLE "answer" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"title" jsonb NOT NULL,
	"body" jsonb NOT NULL,
	"html" jsonb NOT NULL,
	"keywords" jsonb NOT NULL,
	"services" text[] DEFAULT '{}' NOT NULL,
	"source" text NOT NULL,
	"content_hash" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by_id" uuid,
	"search" "tsvector",
	CONSTRAINT "answer_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "service" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"current_version" integer NOT NULL,
	"title" jsonb NOT NULL,
	"icon" text DEFAULT 'circle-dot' NOT NULL,
	"source" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"search" "tsvector",
	CONSTRAINT "service_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "service_version" (
	"id" uuid PRIMARY KEY NOT NULL,
	"service_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_by_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "service_version_number" UNIQUE("service_id","version")
);
--> statement-breakpoint
CREATE TABLE "item" (
	"id" uuid PRIMARY KEY NOT NULL,
	"inventory_number" text NOT NULL,
	"category" text NOT NULL,
	"model" text NOT NULL,
	"serial" text DEFAULT '' NOT NULL,
	"state" text NOT NULL,
	"holder_id" uuid,
	"place_id" uuid,
	"room" text DEFAULT '' NOT NULL,
	"held_since" date,
	"bought_on" date,
	"warranty_until" date,
	"note" text DEFAULT '' NOT NULL,
	"request_id" uuid,
	"updated_at" timestamp with time zone NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', inventory_number || ' ' || model || ' ' || serial)) STORED,
	CONSTRAINT "item_inventory_number_unique" UNIQUE("inventory_number"),
	CONSTRAINT "item_state" CHECK (state in ('in_stock', 'reserved', 'handed_over', 'in_use', 'to_be_returned', 'in_repair', 'missing', 'written_off')),
	CONSTRAINT "item_in_stock_unheld" CHECK (state not in ('in_stock', 'written_off') or holder_id is null),
	CONSTRAINT "item_in_use_held" CHECK (state not in ('in_use', 'handed_over') or holder_id is not null or place_id is not null)
);
--> statement-breakpoint
CREATE TABLE "software_product" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"vendor" text DEFAULT '' NOT NULL,
	"description" jsonb NOT NULL,
	"policy" text NOT NULL,
	"seats_total" integer,
	"active" boolean DEFAULT true NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "software_product_slug_unique" UNIQUE("slug"),
	CONSTRAINT "software_product_policy" CHECK (policy in ('allowed', 'needs_approval', 'forbidden'))
);
--> statement-breakpoint
CREATE TABLE "software_seat" (
	"id" uuid PRIMARY KEY NOT NULL,
	"product_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"request_id" uuid,
	"taken_by_id" uuid,
	"taken_at" timestamp with time zone NOT NULL,
	"released_at" timestamp with time zone,
	"released_by_id" uuid
);
--> statement-breakpoint
CREATE TABLE "approval" (
	"id" uuid PRIMARY KEY NOT NULL,
	"stage_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"approver_id" uuid NOT NULL,
	"because" text NOT NULL,
	"decision" text,
	"decided_by_id" uuid,
	"reason" text,
	"decided_at" timestamp with time zone,
	"pending" boolean DEFAULT true NOT NULL,
	CONSTRAINT "approval_once" UNIQUE("stage_id","approver_id"),
	CONSTRAINT "approval_decision" CHECK (decision in ('approved', 'rejected', 'returned'))
);
--> statement-breakpoint
CREATE TABLE "approval_stage" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"round" integer DEFAULT 1 NOT NULL,
	"ordinal" integer NOT NULL,
	"title" jsonb NOT NULL,
	"rule" jsonb NOT NULL,
	"need" text NOT NULL,
	"needed" integer,
	"working_days" integer NOT NULL,
	"remind_after_days" integer DEFAULT 1 NOT NULL,
	"state" text NOT NULL,
	"opened_at" timestamp with time zone,
	"due_at" timestamp with time zone,
	"remind_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"skipped_because" text,
	CONSTRAINT "approval_stage_order" UNIQUE("request_id","round","ordinal"),
	CONSTRAINT "approval_stage_state" CHECK (state in ('pending', 'open', 'approved', 'rejected', 'returned', 'skipped'))
);
--> statement-breakpoint
CREATE TABLE "attachment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid,
	"comment_id" uuid,
	"field" text,
	"uploaded_by_id" uuid NOT NULL,
	"name" text NOT NULL,
	"size" integer NOT NULL,
	"media_type" text NOT NULL,
	"sha256" text NOT NULL,
	"storage_key" text NOT NULL,
	"internal" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_answers" (
	"request_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"answers" jsonb NOT NULL,
	"saved_by_id" uuid NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "request_answers_request_id_version_pk" PRIMARY KEY("request_id","version")
);
--> statement-breakpoint
CREATE TABLE "request_comment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"body" text NOT NULL,
	"internal" boolean DEFAULT false NOT NULL,
	"mentions" uuid[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_draft" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"values" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "request_draft_once" UNIQUE("person_id","service_id")
);
--> statement-breakpoint
CREATE TABLE "request_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_id" uuid,
	"actor_name" text,
	"kind" text NOT NULL,
	"data" jsonb NOT NULL,
	"internal" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_link" (
	"request_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"created_by_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "request_link_request_id_other_id_kind_pk" PRIMARY KEY("request_id","other_id","kind"),
	CONSTRAINT "request_link_self" CHECK (request_id <> other_id)
);
--> statement-breakpoint
CREATE TABLE "request_pause" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	"why" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_task" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"key" text NOT NULL,
	"title" jsonb NOT NULL,
	"needs" text[] DEFAULT '{}' NOT NULL,
	"team" text,
	"owner_id" uuid,
	"checklist" jsonb NOT NULL,
	"effect" jsonb,
	"result" jsonb,
	"done_at" timestamp with time zone,
	"done_by_id" uuid,
	CONSTRAINT "request_task_key" UNIQUE("request_id","key")
);
--> statement-breakpoint
CREATE TABLE "service_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer DEFAULT nextval('service_request_number') NOT NULL,
	"service_id" uuid NOT NULL,
	"service_version_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"status" text NOT NULL,
	"requester_id" uuid NOT NULL,
	"beneficiary_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"place_id" uuid,
	"answers" jsonb NOT NULL,
	"answers_version" integer DEFAULT 1 NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"promised_at" timestamp with time zone NOT NULL,
	"first_promised_at" timestamp with time zone NOT NULL,
	"promise_note" text,
	"paused_since" timestamp with time zone,
	"team" text NOT NULL,
	"assignee_id" uuid,
	"holder" text NOT NULL,
	"held_by_id" uuid,
	"held_by_name" text,
	"held_since" timestamp with time zone NOT NULL,
	"fulfilled_at" timestamp with time zone,
	"confirms_itself_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"rating" integer,
	"rating_comment" text,
	"merged_into_id" uuid,
	"submission_key" uuid NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"last_event_at" timestamp with time zone NOT NULL,
	"search" "tsvector",
	CONSTRAINT "service_request_number_unique" UNIQUE("number"),
	CONSTRAINT "service_request_submission_key_unique" UNIQUE("submission_key"),
	CONSTRAINT "service_request_status" CHECK (status in ('awaiting_approval', 'returned', 'queued', 'in_progress', 'waiting_requester', 'waiting_vendor', 'fulfilled', 'confirmed', 'rejected', 'cancelled')),
	CONSTRAINT "service_request_rating" CHECK (rating between 1 and 5),
	CONSTRAINT "service_request_paused" CHECK ((paused_since is not null) = (status in ('waiting_requester', 'waiting_vendor')))
);
--> statement-breakpoint
CREATE TABLE "team" (
	"slug" text PRIMARY KEY NOT NULL,
	"name" jsonb NOT NULL,
	"active" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bell_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"params" jsonb NOT NULL,
	"href" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "notification_preference" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"mail" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox_message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid,
	"to_address" text NOT NULL,
	"kind" text NOT NULL,
	"locale" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"html" text,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	"error" text,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "outbox_message_state" CHECK (state in ('waiting', 'digest', 'sending', 'sent', 'failed', 'kept'))
);
--> statement-breakpoint
CREATE TABLE "saved_view" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"list" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deputy" ADD CONSTRAINT "deputy_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deputy" ADD CONSTRAINT "deputy_deputy_id_person_id_fk" FOREIGN KEY ("deputy_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_manager_id_person_id_fk" FOREIGN KEY ("manager_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place" ADD CONSTRAINT "place_head_id_person_id_fk" FOREIGN KEY ("head_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place" ADD CONSTRAINT "place_parent_id_place_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representative" ADD CONSTRAINT "representative_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representative" ADD CONSTRAINT "representative_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_parent_id_unit_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_head_id_person_id_fk" FOREIGN KEY ("head_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_budget_owner_id_person_id_fk" FOREIGN KEY ("budget_owner_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "one_time_link" ADD CONSTRAINT "one_time_link_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_right" ADD CONSTRAINT "access_right_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_right" ADD CONSTRAINT "access_right_role_id_system_role_id_fk" FOREIGN KEY ("role_id") REFERENCES "public"."system_role"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_right" ADD CONSTRAINT "access_right_approved_by_id_person_id_fk" FOREIGN KEY ("approved_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_right" ADD CONSTRAINT "access_right_granted_by_id_person_id_fk" FOREIGN KEY ("granted_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_right" ADD CONSTRAINT "access_right_ended_by_id_person_id_fk" FOREIGN KEY ("ended_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "information_system" ADD CONSTRAINT "information_system_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "system_role" ADD CONSTRAINT "system_role_system_id_information_system_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."information_system"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer" ADD CONSTRAINT "answer_updated_by_id_person_id_fk" FOREIGN KEY ("updated_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_version" ADD CONSTRAINT "service_version_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_version" ADD CONSTRAINT "service_version_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item" ADD CONSTRAINT "item_holder_id_person_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item" ADD CONSTRAINT "item_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_seat" ADD CONSTRAINT "software_seat_product_id_software_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."software_product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_seat" ADD CONSTRAINT "software_seat_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_seat" ADD CONSTRAINT "software_seat_taken_by_id_person_id_fk" FOREIGN KEY ("taken_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_seat" ADD CONSTRAINT "software_seat_released_by_id_person_id_fk" FOREIGN KEY ("released_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_stage_id_approval_stage_id_fk" FOREIGN KEY ("stage_id") REFERENCES "public"."approval_stage"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_request_id_service_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."service_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_approver_id_person_id_fk" FOREIGN KEY ("approver_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_decided_by_id_person_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_stage" ADD CONSTRAINT "approval_stage_request_id_service_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."service_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_request_id_service_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."service_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_comment_id_request_comment_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."request_comment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_uploaded_by_id_person_id_fk" FOREIGN KEY ("uploaded_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_answers" ADD CONSTRAINT "request_answers_request_id_service_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."service_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_answers" ADD CONSTRAINT "request_answers_saved_by_id_person_id_fk" FOREIGN KEY ("saved_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_comment" ADD CONSTRAINT "request_comment_request_id_service_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."service_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_comment" ADD CONSTRAINT "request_comment_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_draft" ADD CONSTRAINT "request_draft_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_draft" ADD CONSTRAINT "request_draft_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_event" ADD CONSTRAINT "request_event_request_id_service_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."service_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_event" ADD CONSTRAINT "request_event_actor_id_person_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_link" ADD CONSTRAINT "request_link_request_id_service_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."service_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_link" ADD CONSTRAINT "request_link_other_id_service_request_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."service_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_link" ADD CONSTRAINT "request_link_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_pause" ADD CONSTRAINT "request_pause_request_id_service_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."service_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_task" ADD CONSTRAINT "request_task_request_id_service_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."service_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_task" ADD CONSTRAINT "request_task_team_team_slug_fk" FOREIGN KEY ("team") REFERENCES "public"."team"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_task" ADD CONSTRAINT "request_task_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_task" ADD CONSTRAINT "request_task_done_by_id_person_id_fk" FOREIGN KEY ("done_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_service_version_id_service_version_id_fk" FOREIGN KEY ("service_version_id") REFERENCES "public"."service_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_requester_id_person_id_fk" FOREIGN KEY ("requester_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_beneficiary_id_person_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_team_team_slug_fk" FOREIGN KEY ("team") REFERENCES "public"."team"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_assignee_id_person_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_held_by_id_person_id_fk" FOREIGN KEY ("held_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_merged_into_id_service_request_id_fk" FOREIGN KEY ("merged_into_id") REFERENCES "public"."service_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bell_entry" ADD CONSTRAINT "bell_entry_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_preference" ADD CONSTRAINT "notification_preference_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_message_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entry_record" ON "audit_entry" USING btree ("noun","record_id","seq");--> statement-breakpoint
CREATE INDEX "audit_entry_actor" ON "audit_entry" USING btree ("actor_id","seq");--> statement-breakpoint
CREATE INDEX "audit_entry_action" ON "audit_entry" USING btree ("action","seq");--> statement-breakpoint
CREATE INDEX "audit_entry_at" ON "audit_entry" USING btree ("at");--> statement-breakpoint
CREATE INDEX "deputy_person" ON "deputy" USING btree ("person_id","until_day");--> statement-breakpoint
CREATE INDEX "deputy_deputy" ON "deputy" USING btree ("deputy_id","until_day");--> statement-breakpoint
CREATE INDEX "person_unit" ON "person" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "person_manager" ON "person" USING btree ("manager_id");--> statement-breakpoint
CREATE INDEX "person_place" ON "person" USING btree ("place_id");--> statement-breakpoint
CREATE INDEX "person_name" ON "person" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "person_search" ON "person" USING gin ("search");--> statement-breakpoint
CREATE INDEX "person_name_trgm" ON "person" USING gin (name gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "place_parent" ON "place" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "representative_unit" ON "representative" USING btree ("unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "role_grant_everywhere" ON "role_grant" USING btree ("person_id","role") WHERE unit_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "role_grant_in_unit" ON "role_grant" USING btree ("person_id","role","unit_id") WHERE unit_id is not null;--> statement-breakpoint
CREATE INDEX "unit_parent" ON "unit" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "unit_ancestors" ON "unit" USING gin ("ancestor_ids");--> statement-breakpoint
CREATE INDEX "attempt_counter_expiry" ON "attempt_counter" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "one_time_link_person" ON "one_time_link" USING btree ("person_id","purpose");--> statement-breakpoint
CREATE INDEX "recovery_code_person" ON "recovery_code" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "session_person" ON "session" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "session_expiry" ON "session" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "access_right_once" ON "access_right" USING btree ("person_id","role_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "access_right_person" ON "access_right" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "access_right_role" ON "access_right" USING btree ("role_id");--> statement-breakpoint
CREATE INDEX "access_right_until" ON "access_right" USING btree ("valid_until") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "access_right_granted" ON "access_right" USING btree ("granted_at","id");--> statement-breakpoint
CREATE INDEX "information_system_owner" ON "information_system" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "answer_search" ON "answer" USING gin ("search");--> statement-breakpoint
CREATE INDEX "service_search" ON "service" USING gin ("search");--> statement-breakpoint
CREATE INDEX "item_holder" ON "item" USING btree ("holder_id");--> statement-breakpoint
CREATE INDEX "item_place" ON "item" USING btree ("place_id");--> statement-breakpoint
CREATE INDEX "item_state" ON "item" USING btree ("state","inventory_number");--> statement-breakpoint
CREATE INDEX "item_search" ON "item" USING gin ("search");--> statement-breakpoint
CREATE INDEX "software_product_name" ON "software_product" USING btree ("name","id");--> statement-breakpoint
CREATE UNIQUE INDEX "software_seat_once" ON "software_seat" USING btree ("product_id","person_id") WHERE released_at is null;--> statement-breakpoint
CREATE INDEX "software_seat_person" ON "software_seat" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "approval_pending" ON "approval" USING btree ("approver_id","request_id") WHERE pending;--> statement-breakpoint
CREATE INDEX "approval_request" ON "approval" USING btree ("request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "approval_stage_one_open" ON "approval_stage" USING btree ("request_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "approval_stage_remind" ON "approval_stage" USING btree ("remind_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "attachment_request" ON "attachment" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "attachment_loose" ON "attachment" USING btree ("uploaded_by_id","created_at") WHERE request_id is null;--> statement-breakpoint
CREATE INDEX "request_comment_request" ON "request_comment" USING btree ("request_id","created_at");--> statement-breakpoint
CREATE INDEX "request_event_request" ON "request_event" USING btree ("request_id","at","id");--> statement-breakpoint
CREATE INDEX "request_link_other" ON "request_link" USING btree ("other_id");--> statement-breakpoint
CREATE UNIQUE INDEX "request_pause_open" ON "request_pause" USING btree ("request_id") WHERE until is null;--> statement-breakpoint
CREATE INDEX "request_pause_request" ON "request_pause" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "request_task_owner" ON "request_task" USING btree ("owner_id") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "service_request_requester" ON "service_request" USING btree ("requester_id","number");--> statement-breakpoint
CREATE INDEX "service_request_beneficiary" ON "service_request" USING btree ("beneficiary_id","number");--> statement-breakpoint
CREATE INDEX "service_request_open_promise" ON "service_request" USING btree ("promised_at","number") WHERE status in ('queued', 'in_progress', 'waiting_requester', 'waiting_vendor');--> statement-breakpoint
CREATE INDEX "service_request_assignee" ON "service_request" USING btree ("assignee_id","promised_at","number") WHERE status in ('queued', 'in_progress', 'waiting_requester', 'waiting_vendor');--> statement-breakpoint
CREATE INDEX "service_request_unassigned" ON "service_request" USING btree ("promised_at","number") WHERE assignee_id is null and status = 'queued';--> statement-breakpoint
CREATE INDEX "service_request_status" ON "service_request" USING btree ("status","promised_at","number");--> statement-breakpoint
CREATE INDEX "service_request_unit" ON "service_request" USING btree ("unit_id","number");--> statement-breakpoint
CREATE INDEX "service_request_service" ON "service_request" USING btree ("service_id","number");--> statement-breakpoint
CREATE INDEX "service_request_to_confirm" ON "service_request" USING btree ("confirms_itself_at") WHERE status = 'fulfilled';--> statement-breakpoint
CREATE INDEX "service_request_held_requester" ON "service_request" USING btree ("requester_id") WHERE holder = 'requester';--> statement-breakpoint
CREATE INDEX "service_request_open_by_requester" ON "service_request" USING btree ("requester_id","promised_at") WHERE status in ('awaiting_approval', 'returned', 'queued', 'in_progress', 'waiting_requester', 'waiting_vendor', 'fulfilled');--> statement-breakpoint
CREATE INDEX "service_request_open_by_beneficiary" ON "service_request" USING btree ("beneficiary_id","promised_at") WHERE status in ('awaiting_approval', 'returned', 'queued', 'in_progress', 'waiting_requester', 'waiting_vendor', 'fulfilled');--> statement-breakpoint
CREATE INDEX "service_request_search" ON "service_request" USING gin ("search");--> statement-breakpoint
CREATE INDEX "bell_entry_person" ON "bell_entry" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "bell_entry_unread" ON "bell_entry" USING btree ("person_id") WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "notification_preference_person" ON "notification_preference" USING btree ("person_id","topic");--> statement-breakpoint
CREATE INDEX "outbox_message_due" ON "outbox_message" USING btree ("next_attempt_at") WHERE state in ('waiting', 'sending');--> statement-breakpoint
CREATE INDEX "outbox_message_digest" ON "outbox_message" USING btree ("person_id") WHERE state = 'digest';--> statement-breakpoint
CREATE INDEX "outbox_message_newest" ON "outbox_message" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "outbox_message_person" ON "outbox_message" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "saved_view_list" ON "saved_view" USING btree ("list","person_id");