import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fixedClock } from '#lib/server/clock.ts';
import { deliverOutbox } from '#lib/server/mail/deliver-outbox.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { startTestSmtp, type ArrivedMail, type TestSmtp } from '#tests/support/smtp.ts';
import { visitorAs, withCookie } from '#tests/support/visitor.ts';
import { filledAccessForm, numberSent } from './asking.ts';
import { wordsOf } from './page-text.ts';

let server: TestServer;
let smtp: TestSmtp;

beforeAll(async () => {
	smtp = await startTestSmtp();
	server = await startTestServer({ sample: true, env: { SMTP_URL: smtp.url } });
});
afterAll(async () => {
	await server.close();
	await smtp.close();
});

const boss = 'vitali.nesterov@linn.example';
const worker = 'galina.kalinina@linn.example';
const about = (who: string, number: number) => (arrived: ArrivedMail) =>
	arrived.to.includes(who) && (arrived.mail.subject?.includes(`IT-${number}`) ?? false);

async function askAs(who: string): Promise<number> {
	const visitor = await visitorAs(server, who);
	return numberSent(
		await visitor.post('/services/system-access?/send', await filledAccessForm(visitor))
	);
}

describe('a request that needs an approval', () => {
	it('reaches a Russian-speaking approver in Russian, with a link that opens it', async () => {
		const number = await askAs(worker);
		const { mail } = await smtp.find(about(boss, number));
		expect(mail.subject).toMatch(/[а-яё]{4}/i);
		expect(mail.html).toContain('<html lang="ru">');
		expect(mail.text).toContain('Galina Kalinina');
		expect(mail.text).not.toMatch(/taotlus|kooskõlasta/i);

		const link = new RegExp(`${server.origin}[^\\s"<>]+`).exec(mail.text ?? '')?.[0] ?? '';
		const path = link.slice(server.origin.length);
		const guest = await withCookie(server, undefined).get(path);
		expect(guest.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
		const entered = await withCookie(server, undefined).post('/sign-in', {
			email: boss,
			password: 'abilaud-sample',
			next: path
		});
		expect([entered.status, entered.headers.get('location')]).toEqual([303, path]);
		const approver = await visitorAs(server, boss);
		const page = await (await approver.get(path)).text();
		expect(page).toContain('<html lang="ru"');
		expect(wordsOf(page)).toContain(`IT-${number}`);
		expect(page).toContain('value="approved"');
	});

	it('tells nobody who has no part in it', async () => {
		const number = await askAs(worker);
		await smtp.find(about(boss, number));
		const [told] = await server.sql<{ people: string[] }[]>`
			select array_agg(distinct to_address order by to_address) as people from outbox_message
			where noun = 'request' and subject like ${`%IT-${number}%`}`;
		expect([worker, boss]).toEqual(expect.arrayContaining(told?.people ?? ['nobody']));
	});
});

describe('while the mail server takes nothing', () => {
	it('letters wait with the reason, requests are taken, and all is delivered later', async () => {
		smtp.refuse(451);
		const number = await askAs(worker);
		const letter = async () => {
			const [row] = await server.sql<{ state: string; attempts: number; error: string | null }[]>`
				select state, attempts, error from outbox_message
				where to_address = ${boss} and subject like ${`%IT-${number}%`}`;
			return row;
		};
		await vi.waitFor(async () => expect((await letter())?.attempts).toBe(1), { timeout: 15_000 });
		await vi.waitFor(async () => expect((await letter())?.state).toBe('waiting'), {
			timeout: 5_000
		});
		expect((await letter())?.error).toContain('451');
		expect(smtp.arrived.some(about(boss, number))).toBe(false);

		smtp.accept();
		const later = fixedClock(new Date(Date.now() + 10 * 60_000));
		await deliverOutbox(server.db, later, {
			smtpUrl: smtp.url,
			mailFrom: 'Abilaud <abilaud@linn.example>',
			origin: server.origin
		});
		await smtp.find(about(boss, number));
		expect(smtp.arrived.filter(about(boss, number))).toHaveLength(1);
		expect(await letter()).toMatchObject({ state: 'sent', error: null });
	});

	it('an administrator sees what waits, why, and can try again', async () => {
		smtp.refuse(451);
		const number = await askAs(worker);
		await vi.waitFor(
			async () => {
				const [row] = await server.sql`
					select from outbox_message where state = 'waiting' and error is not null
						and subject like ${`%IT-${number}%`}`;
				expect(row).toBeDefined();
			},
			{ timeout: 15_000 }
		);
		const admin = await visitorAs(server, 'admin');
		const page = wordsOf(await (await admin.get('/admin/settings/outbox?state=waiting')).text());
		expect(page).toContain(`IT-${number}`);
		smtp.accept();
	});
});
