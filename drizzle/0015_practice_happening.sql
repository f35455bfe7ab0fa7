CREATE TABLE "practice_happening" (
	"person_id" uuid NOT NULL,
	"event" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "practice_happening_person_id_event_pk" PRIMARY KEY("person_id","event")
);
--> statement-breakpoint
ALTER TABLE "practice_happening" ADD CONSTRAINT "practice_happening_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;