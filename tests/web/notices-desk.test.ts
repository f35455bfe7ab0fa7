import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localeNames } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { aNotice } from '#tests/support/notice-factories.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { visitorAs, type Visitor } from '#tests/support/visitor.ts';
import { problemAt, valueOf, wordsOf } from './page-text.ts';

const et = { locale: 'et' } as const;

let server: TestServer;
let agent: Visitor;
let employee: Visitor;

beforeAll(async () => {
	server = await startTestServer({ sample: true, env: { ABILAUD_JOBS: '0' } });
	agent = await visitorAs(server, 'agent');
	employee = await visitorAs(server, 'employee');
});
afterAll(() => server.close());

describe('the list for those who tell by hand', () => {
	const paperFor = async (hasMailbox: boolean, toldByHandAt: Date | null = null) => {
		const at = new Date();
		const readers = [{ personId: employee.personId, hasMailbox, toldByHandAt }];
		const told = { ownerId: agent.personId, state: 'in_progress', at } as const;
		const { number } = await aNotice(server.db, { ...told, readers });
		return wordsOf(await (await agent.get(`/admin/notices/${number}/people/print`)).text());
	};

	it('says that nobody had to be told where everybody has a mailbox', async () => {
		const words = await paperFor(true);
		expect(words).toContain(m.notice_audience_paper_nobody({}, et));
		expect(words).not.toContain(m.notice_audience_paper_none({}, et));
	});

	it('names who is to be told, and says so once all of them were', async () => {
		const [row] = await server.sql<{ name: string }[]>`
			select name from person where id = ${employee.personId}`;
		const words = await paperFor(false);
		expect(words).toContain(row?.name);
		expect(words).toContain(m.notice_audience_paper_ask({}, et));
		const after = await paperFor(false, new Date());
		expect(after).toContain(m.notice_audience_paper_none({}, et));
		expect(after).not.toContain(m.notice_audience_paper_nobody({}, et));
	});
});

describe('a notice that cannot be kept as it was written', () => {
	const empty = '/admin/notices/new?empty&/save';
	const summaryOf = (html: string) => /<div class="errors[\s\S]*?<\/div>/.exec(html)?.[0] ?? '';

	it('comes back with every problem named in a summary, each leading to its field', async () => {
		const answer = await agent.post(empty, {
			kind: 'planned_work',
			'et.title': 'x'.repeat(500),
			'ru.title': 'Работы в сети',
			startsDay: 'homme',
			startsHour: '18',
			ownerId: agent.personId
		});
		const html = await answer.text();
		expect(answer.status).toBe(422);
		const links = [...summaryOf(html).matchAll(/<a href="#([^"]+)"[^>]*>([\s\S]*?)<\/a>/g)];
		const named = new Map(links.map(([, field = '', text = '']) => [field, wordsOf(text)]));
		const title = m.notice_writing_field_in(
			{ language: localeNames.et, field: m.notice_writing_text_title({}, et) },
			et
		);
		expect([...named.keys()]).toEqual(['et.title', 'startsDay']);
		for (const [field, name] of [
			['et.title', title],
			['startsDay', m.notice_writing_starts_day({}, et)]
		] as const) {
			const [, problem = ''] = /^Viga: (.+)$/.exec(problemAt(html, field) ?? '') ?? [];
			expect(problem).not.toBe('');
			expect(named.get(field)).toBe(m.ui_error_of({ name, problem }, et));
			expect(html).toContain(` id="${field}"`);
		}
		expect(valueOf(html, 'startsDay')).toBe('homme');
		expect(valueOf(html, 'ru.title')).toBe('Работы в сети');
	});
});
