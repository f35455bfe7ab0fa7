CREATE TABLE "software_case_comment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "software_case" ADD COLUMN "seat_id" uuid;--> statement-breakpoint
ALTER TABLE "software_case" ADD COLUMN "licence_id" uuid;--> statement-breakpoint
ALTER TABLE "software_case_comment" ADD CONSTRAINT "software_case_comment_case_id_software_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."software_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_case_comment" ADD CONSTRAINT "software_case_comment_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "software_case_comment_case" ON "software_case_comment" USING btree ("case_id","at");--> statement-breakpoint
ALTER TABLE "software_case" ADD CONSTRAINT "software_case_seat_id_software_seat_id_fk" FOREIGN KEY ("seat_id") REFERENCES "public"."software_seat"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "software_case" ADD CONSTRAINT "software_case_licence_id_software_licence_id_fk" FOREIGN KEY ("licence_id") REFERENCES "public"."software_licence"("id") ON DELETE no action ON UPDATE no action;