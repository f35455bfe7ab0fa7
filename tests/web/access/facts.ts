import type { TestServer } from '#tests/support/server.ts';

/** Records of the sample that the tests of access ask for. */
export type Facts = Awaited<ReturnType<typeof sampleFacts>>;

/** Looks up one record of each kind, and whose it is. */
export async function sampleFacts({ sql }: Pick<TestServer, 'sql'>) {
	const one = async (rows: PromiseLike<readonly { value: unknown }[]>): Promise<string> => {
		const [row] = await rows;
		if (row === undefined) throw new Error('The sample has no such record.');
		return String(row.value);
	};
	const requestOf = (who: string, status: string) => sql<{ value: number }[]>`
		select r.number as value from service_request r
		join person p on p.id = r.beneficiary_id
		where p.email = ${`${who}@linn.example`} and r.requester_id = p.id and r.status = ${status}
		order by r.number desc limit 1`;
	const noticeThat = (state: string, kind: string) => sql<{ value: number }[]>`
		select number as value from notice where state = ${state} and kind = ${kind}
		order by number desc limit 1`;
	return {
		/** Of the employee, in the finance department: nothing of a kindergarten's business. */
		officeRequest: await one(requestOf('employee', 'fulfilled')),
		returnedRequest: await one(requestOf('employee', 'returned')),
		awaitingRequest: await one(requestOf('employee', 'awaiting_approval')),
		/** Of the teacher, in the kindergarten Naerulind. */
		kindergartenRequest: await one(requestOf('opetaja', 'fulfilled')),
		deskRequest: await one(sql`
			select r.number as value from service_request r
			join unit u on u.id = r.unit_id
			where r.status = 'queued' and r.assignee_id is null
				and not exists (
					select from unit k where k.code = 'lasteaiad' and k.id = any (u.ancestor_ids))
				and (select email from person where id = r.requester_id) !~ '^(agent|admin|manager)@'
			order by r.number limit 1`),
		bellLine: await one(sql`
			select b.id as value from bell_entry b join person p on p.id = b.person_id
			where p.email = 'employee@linn.example' order by b.id limit 1`),
		trainingPage: await one(sql`
			select p.page_id as value from training_page p
			join training_module m on m.edition_id = p.edition_id
			where m.slug = 'passwords' and p.locale = 'et' order by p.position limit 1`),
		officeItem: await one(sql`
			select i.id as value from item i join person p on p.id = i.holder_id
			where p.email = 'employee@linn.example' order by i.id limit 1`),
		/** By which the employee got a thing. */
		officeAct: await one(sql`
			select a.id as value from act a join person p on p.id = a.to_person_id
			where p.email = 'employee@linn.example' and a.kind = 'handover' order by a.id limit 1`),
		/** Goes on, of everybody's rights; the manager has answered nothing yet. */
		review: await one(sql`select id as value from review_campaign where state = 'open' limit 1`),
		/** Going on in the kindergarten Naerulind, kept by the town's desk. */
		stockTake: await one(sql`
			select id as value from stock_take where state = 'counting' order by id limit 1`),
		/** Of the town's stock, before the commission; the author of modules is in it. */
		writeOff: await one(sql`
			select id as value from write_off where state = 'commission' order by id limit 1`),
		/** Of the town's stock. */
		brokenItem: await one(sql`
			select r.item_id as value from repair r join item i on i.id = r.item_id
			where r.returned_on is null and i.holder_id is null order by r.id limit 1`),
		kindergartenItem: await one(sql`
			select i.id as value from item i join person p on p.id = i.holder_id
			where p.email = 'opetaja@linn.example' order by i.id limit 1`),
		product: await one(sql`select id as value from software_product where slug = 'pdf-toimetaja'`),
		licence: await one(sql`
			select l.id as value from software_licence l join software_product p on p.id = l.product_id
			where p.slug = 'pdf-toimetaja' order by l.id limit 1`),
		licenceFile: await one(sql`select id as value from licence_file order by id limit 1`),
		/** Of the employee: nobody asks about it. */
		seat: await one(sql`
			select s.id as value from software_seat s join person p on p.id = s.person_id
			where p.email = 'employee@linn.example' and s.released_at is null order by s.id limit 1`),
		/** Of the group of heads, with the directory: half decided. */
		comparison: await one(sql`select id as value from group_comparison order by id limit 1`),
		system: await one(sql`
			select id as value from information_system where slug = 'dokumendihaldus'`),
		systemRole: await one(sql`
			select r.id as value from system_role r join information_system s on s.id = r.system_id
			where s.slug = 'dokumendihaldus' and r.slug = 'registripidaja'`),
		employee: await one(sql`select id as value from person where email = 'employee@linn.example'`),
		teacher: await one(sql`select id as value from person where email = 'opetaja@linn.example'`),
		agent: await one(sql`select id as value from person where email = 'agent@linn.example'`),
		unit: await one(sql`select id as value from unit where code = 'rahandus'`),
		/** Somebody of an office who leaves in some days. */
		leaving: await one(sql`
			select number as value from staff_change
			where kind = 'leaver' and state = 'open' and request_number is not null
			order by number limit 1`),
		/** Of the employee, as printed. */
		certificate: await one(sql`
			select 'KT-' || lpad(c.number::text, 6, '0') || '-' || right(c.id::text, 6) as value
			from completion c join person p on p.id = c.person_id
			where p.email = 'employee@linn.example' order by c.number limit 1`),
		/** Held a few days ago: its attendance can still be marked. */
		session: await one(sql`
			select id as value from course_session where ends_at < now() order by ends_at desc limit 1`),
		draftNotice: await one(noticeThat('draft', 'planned_work')),
		comingNotice: await one(noticeThat('announced', 'planned_work')),
		outage: await one(noticeThat('in_progress', 'outage')),
		overrunNotice: await one(noticeThat('awaiting_confirmation', 'planned_work')),
		pastOutage: await one(noticeThat('closed', 'outage')),
		/** One that its reader, the employee, finds in the list. */
		ownNotice: await one(sql`
			select n.number as value from notice_reader r join notice n on n.id = r.notice_id
			join person p on p.id = r.person_id
			where p.email = 'employee@linn.example' order by n.number desc limit 1`),
		/** Of somebody who moves between offices of the city office. */
		move: await one(sql`
			select number as value from staff_change where kind = 'mover' order by number limit 1`),
		bundle: await one(sql`select id as value from role_bundle order by id limit 1`),
		path: await one(sql`select id as value from learning_path where slug = 'first-week'`),
		place: await one(sql`select id as value from place where code = 'linnamaja'`)
	};
}
