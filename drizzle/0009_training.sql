CREATE TABLE "training_draft" (
	"id" uuid PRIMARY KEY NOT NULL,
	"module_id" uuid,
	"slug" text NOT NULL,
	"files" jsonb NOT NULL,
	"media" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"state" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_by_id" uuid NOT NULL,
	"reviewer_id" uuid,
	"review_note" text DEFAULT '' NOT NULL,
	"reviewed_by_id" uuid,
	"updated_by_id" uuid,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "training_draft_state" CHECK (state in ('writing', 'in_review', 'approved'))
);
--> statement-breakpoint
CREATE TABLE "training_edition" (
	"id" uuid PRIMARY KEY NOT NULL,
	"module_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"version" text NOT NULL,
	"change" text NOT NULL,
	"change_note" text DEFAULT '' NOT NULL,
	"hash" text NOT NULL,
	"facts" jsonb NOT NULL,
	"media" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"page_count" integer NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by_id" uuid,
	"reviewed_by_id" uuid,
	CONSTRAINT "training_edition_number" UNIQUE("module_id","number")
);
--> statement-breakpoint
CREATE TABLE "training_module" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"slug" text NOT NULL,
	"source" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"edition_id" uuid,
	"titles" jsonb NOT NULL,
	"facts" jsonb NOT NULL,
	"file_problems" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "training_module_key_unique" UNIQUE("key"),
	CONSTRAINT "training_module_slug_unique" UNIQUE("slug"),
	CONSTRAINT "training_module_source" CHECK (source in ('files', 'portal'))
);
--> statement-breakpoint
CREATE TABLE "training_page" (
	"edition_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"page_id" text NOT NULL,
	"position" integer NOT NULL,
	"title" text NOT NULL,
	"blocks" jsonb NOT NULL,
	"headings" jsonb NOT NULL,
	"hash" text NOT NULL,
	"minutes" integer NOT NULL,
	"search" "tsvector",
	"current" boolean DEFAULT false NOT NULL,
	CONSTRAINT "training_page_edition_id_locale_page_id_pk" PRIMARY KEY("edition_id","locale","page_id")
);
--> statement-breakpoint
CREATE TABLE "training_text" (
	"edition_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"title" text NOT NULL,
	"summary" text DEFAULT '' NOT NULL,
	"body" text NOT NULL,
	"body_hash" text NOT NULL,
	"source_hash" text,
	"stale" boolean DEFAULT false NOT NULL,
	"quizzes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "training_text_edition_id_locale_pk" PRIMARY KEY("edition_id","locale")
);
--> statement-breakpoint
CREATE TABLE "page_read" (
	"person_id" uuid NOT NULL,
	"module_id" uuid NOT NULL,
	"page_id" text NOT NULL,
	"edition_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "page_read_person_id_module_id_page_id_pk" PRIMARY KEY("person_id","module_id","page_id")
);
--> statement-breakpoint
CREATE TABLE "quiz_attempt" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"module_id" uuid NOT NULL,
	"edition_id" uuid NOT NULL,
	"quiz_id" text NOT NULL,
	"number" integer NOT NULL,
	"locale" text NOT NULL,
	"questions" jsonb NOT NULL,
	"answers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"score" integer,
	"passed" text,
	CONSTRAINT "quiz_attempt_number" UNIQUE("person_id","module_id","quiz_id","number"),
	CONSTRAINT "quiz_attempt_score" CHECK (score between 0 and 100),
	CONSTRAINT "quiz_attempt_finished" CHECK ((finished_at is null) = (score is null))
);
--> statement-breakpoint
CREATE TABLE "reading_place" (
	"person_id" uuid NOT NULL,
	"module_id" uuid NOT NULL,
	"page_id" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "reading_place_person_id_module_id_pk" PRIMARY KEY("person_id","module_id")
);
--> statement-breakpoint
CREATE TABLE "change_to_read" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"module_id" uuid NOT NULL,
	"completion_id" uuid NOT NULL,
	"from_edition_id" uuid NOT NULL,
	"to_edition_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"due_on" date,
	"read_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "completion" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigint NOT NULL,
	"person_id" uuid NOT NULL,
	"person_name" text NOT NULL,
	"module_id" uuid NOT NULL,
	"module_key" text NOT NULL,
	"module_titles" jsonb NOT NULL,
	"edition_id" uuid NOT NULL,
	"version" text NOT NULL,
	"hash" text NOT NULL,
	"locale" text NOT NULL,
	"kind" text NOT NULL,
	"score" integer,
	"answers" jsonb NOT NULL,
	"minutes" integer,
	"completed_at" timestamp with time zone NOT NULL,
	"valid_until" date,
	"basis_id" uuid,
	"confirmed_by_id" uuid,
	"revoked_at" timestamp with time zone,
	"revoked_by_id" uuid,
	"revoke_reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "completion_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "completion_counter" (
	"id" integer PRIMARY KEY NOT NULL,
	"last" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "module_equivalent" (
	"id" uuid PRIMARY KEY NOT NULL,
	"module_id" uuid NOT NULL,
	"counts_id" uuid NOT NULL,
	CONSTRAINT "module_equivalent_once" UNIQUE("module_id","counts_id")
);
--> statement-breakpoint
CREATE TABLE "obligation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"module_id" uuid NOT NULL,
	"cycle" integer NOT NULL,
	"origin" text NOT NULL,
	"rule_id" uuid,
	"request_number" integer,
	"assigned_by_id" uuid,
	"assigned_at" timestamp with time zone NOT NULL,
	"due_on" date,
	"closed_at" timestamp with time zone,
	"closed_as" text,
	"completion_id" uuid,
	"reason" text DEFAULT '' NOT NULL,
	"closed_by_id" uuid,
	"reminded_at" timestamp with time zone,
	CONSTRAINT "obligation_cycle" UNIQUE("person_id","module_id","cycle"),
	CONSTRAINT "obligation_closed" CHECK ((closed_at is null) = (closed_as is null))
);
--> statement-breakpoint
CREATE TABLE "training_rule" (
	"id" uuid PRIMARY KEY NOT NULL,
	"module_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text DEFAULT '' NOT NULL,
	"source" text NOT NULL,
	"due_days" integer,
	"active" boolean DEFAULT true NOT NULL,
	"created_by_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "training_rule_once" UNIQUE("module_id","kind","value")
);
--> statement-breakpoint
CREATE TABLE "course_seat" (
	"id" uuid PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"state" text NOT NULL,
	"signed_up_at" timestamp with time zone NOT NULL,
	"offered_until" timestamp with time zone,
	"marked_by" text,
	"marked_at" timestamp with time zone,
	"completion_id" uuid,
	"rating" integer,
	"feedback" text DEFAULT '' NOT NULL,
	CONSTRAINT "course_seat_once" UNIQUE("session_id","person_id"),
	CONSTRAINT "course_seat_rating" CHECK (rating between 1 and 5)
);
--> statement-breakpoint
CREATE TABLE "course_session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"module_id" uuid NOT NULL,
	"place_id" uuid,
	"room" text DEFAULT '' NOT NULL,
	"teacher_id" uuid,
	"teacher_name" text DEFAULT '' NOT NULL,
	"locale" text NOT NULL,
	"seats" integer NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"sign_up_until" timestamp with time zone NOT NULL,
	"offer_hours" integer DEFAULT 24 NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"sequence" integer DEFAULT 0 NOT NULL,
	"cancelled_at" timestamp with time zone,
	"cancel_reason" text DEFAULT '' NOT NULL,
	"code_secret" text NOT NULL,
	"closed_at" timestamp with time zone,
	"reminded_at" timestamp with time zone,
	"created_by_id" uuid,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "course_session_seats" CHECK (seats > 0),
	CONSTRAINT "course_session_times" CHECK (ends_at > starts_at)
);
--> statement-breakpoint
CREATE TABLE "learning_path" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"title" jsonb NOT NULL,
	"summary" jsonb NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"strict" boolean DEFAULT true NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "learning_path_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "path_step" (
	"path_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"module_id" uuid NOT NULL,
	CONSTRAINT "path_step_path_id_position_pk" PRIMARY KEY("path_id","position"),
	CONSTRAINT "path_step_once" UNIQUE("path_id","module_id")
);
--> statement-breakpoint
ALTER TABLE "training_draft" ADD CONSTRAINT "training_draft_module_id_training_module_id_fk" FOREIGN KEY ("module_id") REFERENCES "public"."training_module"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_draft" ADD CONSTRAINT "training_draft_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_draft" ADD CONSTRAINT "training_draft_reviewer_id_person_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_draft" ADD CONSTRAINT "training_draft_reviewed_by_id_person_id_fk" FOREIGN KEY ("reviewed_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_draft" ADD CONSTRAINT "training_draft_updated_by_id_person_id_fk" FOREIGN KEY ("updated_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_edition" ADD CONSTRAINT "training_edition_module_id_training_module_id_fk" FOREIGN KEY ("module_id") REFERENCES "public"."training_module"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_edition" ADD CONSTRAINT "training_edition_published_by_id_person_id_fk" FOREIGN KEY ("published_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_edition" ADD CONSTRAINT "training_edition_reviewed_by_id_person_id_fk" FOREIGN KEY ("reviewed_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_page" ADD CONSTRAINT "training_page_edition_id_training_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."training_edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_text" ADD CONSTRAINT "training_text_edition_id_training_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."training_edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "page_read" ADD CONSTRAINT "page_read_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "page_read" ADD CONSTRAINT "page_read_module_id_training_module_id_fk" FOREIGN KEY ("module_id") REFERENCES "public"."training_module"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quiz_attempt" ADD CONSTRAINT "quiz_attempt_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quiz_attempt" ADD CONSTRAINT "quiz_attempt_module_id_training_module_id_fk" FOREIGN KEY ("module_id") REFERENCES "public"."training_module"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quiz_attempt" ADD CONSTRAINT "quiz_attempt_edition_id_training_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."training_edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reading_place" ADD CONSTRAINT "reading_place_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reading_place" ADD CONSTRAINT "reading_place_module_id_training_module_id_fk" FOREIGN KEY ("module_id") REFERENCES "public"."training_module"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_to_read" ADD CONSTRAINT "change_to_read_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_to_read" ADD CONSTRAINT "change_to_read_module_id_training_module_id_fk" FOREIGN KEY ("module_id") REFERENCES "public"."training_module"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_to_read" ADD CONSTRAINT "change_to_read_completion_id_completion_id_fk" FOREIGN KEY ("completion_id") REFERENCES "public"."completion"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "module_equivalent" ADD CONSTRAINT "module_equivalent_module_id_training_module_id_fk" FOREIGN KEY ("module_id") REFERENCES "public"."training_module"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "module_equivalent" ADD CONSTRAINT "module_equivalent_counts_id_training_module_id_fk" FOREIGN KEY ("counts_id") REFERENCES "public"."training_module"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "obligation" ADD CONSTRAINT "obligation_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "obligation" ADD CONSTRAINT "obligation_module_id_training_module_id_fk" FOREIGN KEY ("module_id") REFERENCES "public"."training_module"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "obligation" ADD CONSTRAINT "obligation_rule_id_training_rule_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."training_rule"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "obligation" ADD CONSTRAINT "obligation_assigned_by_id_person_id_fk" FOREIGN KEY ("assigned_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "obligation" ADD CONSTRAINT "obligation_closed_by_id_person_id_fk" FOREIGN KEY ("closed_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_rule" ADD CONSTRAINT "training_rule_module_id_training_module_id_fk" FOREIGN KEY ("module_id") REFERENCES "public"."training_module"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_rule" ADD CONSTRAINT "training_rule_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_seat" ADD CONSTRAINT "course_seat_session_id_course_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."course_session"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_seat" ADD CONSTRAINT "course_seat_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_session" ADD CONSTRAINT "course_session_module_id_training_module_id_fk" FOREIGN KEY ("module_id") REFERENCES "public"."training_module"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_session" ADD CONSTRAINT "course_session_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_session" ADD CONSTRAINT "course_session_teacher_id_person_id_fk" FOREIGN KEY ("teacher_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_session" ADD CONSTRAINT "course_session_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "path_step" ADD CONSTRAINT "path_step_path_id_learning_path_id_fk" FOREIGN KEY ("path_id") REFERENCES "public"."learning_path"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "path_step" ADD CONSTRAINT "path_step_module_id_training_module_id_fk" FOREIGN KEY ("module_id") REFERENCES "public"."training_module"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "training_draft_module" ON "training_draft" USING btree ("module_id") WHERE module_id is not null;--> statement-breakpoint
CREATE INDEX "training_module_active" ON "training_module" USING btree ("active","id");--> statement-breakpoint
CREATE INDEX "training_page_search" ON "training_page" USING gin ("search") WHERE current;--> statement-breakpoint
CREATE INDEX "page_read_module" ON "page_read" USING btree ("module_id","page_id");--> statement-breakpoint
CREATE INDEX "quiz_attempt_module" ON "quiz_attempt" USING btree ("module_id","edition_id","quiz_id");--> statement-breakpoint
CREATE INDEX "reading_place_module" ON "reading_place" USING btree ("module_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "change_to_read_open" ON "change_to_read" USING btree ("person_id","module_id") WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "completion_person" ON "completion" USING btree ("person_id","module_id","completed_at");--> statement-breakpoint
CREATE INDEX "completion_module" ON "completion" USING btree ("module_id","completed_at");--> statement-breakpoint
CREATE INDEX "completion_valid" ON "completion" USING btree ("valid_until");--> statement-breakpoint
CREATE UNIQUE INDEX "obligation_open" ON "obligation" USING btree ("person_id","module_id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "obligation_module_open" ON "obligation" USING btree ("module_id","due_on") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "obligation_due" ON "obligation" USING btree ("due_on") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "course_seat_person" ON "course_seat" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "course_seat_queue" ON "course_seat" USING btree ("session_id","signed_up_at") WHERE state in ('waiting', 'offered');--> statement-breakpoint
CREATE INDEX "course_session_start" ON "course_session" USING btree ("starts_at","id");--> statement-breakpoint
CREATE INDEX "course_session_module" ON "course_session" USING btree ("module_id","starts_at");--> statement-breakpoint
ALTER TABLE "training_module" ADD CONSTRAINT "training_module_edition_id_training_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."training_edition"("id");--> statement-breakpoint
ALTER TABLE "obligation" ADD CONSTRAINT "obligation_completion_id_completion_id_fk" FOREIGN KEY ("completion_id") REFERENCES "public"."completion"("id");--> statement-breakpoint
INSERT INTO "completion_counter" ("id", "last") VALUES (1, 0);--> statement-breakpoint
-- What somebody has proved stands as it was written: only a revocation may be added, once.
CREATE FUNCTION completion_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'UPDATE' AND OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL
		AND to_jsonb(OLD) - 'revoked_at' - 'revoked_by_id' - 'revoke_reason'
			= to_jsonb(NEW) - 'revoked_at' - 'revoked_by_id' - 'revoke_reason' THEN
		RETURN NEW;
	END IF;
	RAISE EXCEPTION 'a completion is never changed or deleted' USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER completion_stands BEFORE UPDATE OR DELETE ON "completion" FOR EACH ROW EXECUTE FUNCTION completion_stands();--> statement-breakpoint
CREATE TRIGGER completion_stays BEFORE TRUNCATE ON "completion" FOR EACH STATEMENT EXECUTE FUNCTION completion_stands();--> statement-breakpoint
-- A published edition is what completions refer to by its hash.
CREATE FUNCTION edition_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'a published edition is never changed or deleted' USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER edition_stands BEFORE UPDATE OR DELETE ON "training_edition" FOR EACH ROW EXECUTE FUNCTION edition_stands();
