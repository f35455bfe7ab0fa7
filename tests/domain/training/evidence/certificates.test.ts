import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '#lib/server/clock.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { recordCompletion } from '#lib/server/training/duty/record-completion.ts';
import { revokeCompletion } from '#lib/server/training/duty/revoke-completion.ts';
import { certificatePdf } from '#lib/server/training/evidence/certificate-pdf.ts';
import {
	countEvidence,
	takeEvidence,
	type EvidenceQuestion
} from '#lib/server/training/evidence/evidence-pack.ts';
import {
	getCertificate,
	listOwnCertificates,
	verifyCertificate,
	type Certificate
} from '#lib/server/training/evidence/find-certificate.ts';
import { openBadge } from '#lib/server/training/evidence/open-badge.ts';
import { trainingModule } from '#lib/server/training/modules/tables.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { certificateNumber } from '#lib/training/certificate-number.ts';
import type { ModuleFacts } from '#lib/training/module-text.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
const settings = { organisationName: { et: 'Õunalinn', ru: 'Яблочный город' } };
const moduleId = newId();
let test: TestDatabase;
let town: SmallTown;

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
	await test.db.insert(trainingModule).values({
		id: moduleId,
		key: 'phishing',
		slug: 'phishing',
		source: 'files',
		titles: { et: 'Õngitsuskirjad', ru: 'Фишинг' },
		facts: {} as ModuleFacts,
		updatedAt: townNow
	});
});
afterAll(() => test.close());

const prove = (who: { personId: string; name: string }, completedAt = townNow) =>
	withTransaction(test.db, (tx) =>
		recordCompletion(tx, {
			personId: who.personId,
			personName: who.name,
			moduleId,
			moduleKey: 'phishing',
			moduleTitles: { et: 'Õngitsuskirjad', ru: 'Фишинг' },
			editionId: newId(),
			version: '2.1.0',
			hash: 'a'.repeat(64),
			locale: 'et',
			kind: 'passed',
			score: 90,
			answers: { q1: { chosen: [0] } },
			minutes: 7,
			completedAt,
			validUntil: '2027-11-24'
		})
	);

const somebody = async (name = 'Mari', unitId = town.office.id) =>
	actorOf(await town.addPerson(name, { unitId }));

describe('a certificate', () => {
	it('is read by its owner, their line manager and the desk, and by nobody else', async () => {
		const boss = await somebody('Boss');
		const mari = actorOf(await town.addPerson('Mari', { managerId: boss.personId }));
		const printed = certificateNumber(await prove(mari));
		const desk = actorOf(await town.addPerson('Desk'), withRole('agent'));
		for (const reader of [mari, boss, desk])
			expect((await getCertificate(test.db, reader, printed)).personName).toBe('Mari');
		const stranger = getCertificate(test.db, await somebody('Stranger'), printed);
		expect(await refusalOf(stranger)).toBe('NotFound errors_not_found');
		expect(await listOwnCertificates(test.db, mari)).toHaveLength(1);
	});

	it('tells a stranger its name, module, version and dates, and nothing else', async () => {
		const made = await prove(await somebody());
		const found = await verifyCertificate(test.db, certificateNumber(made));
		expect(found).toEqual({
			number: certificateNumber(made),
			personName: 'Mari',
			titles: { et: 'Õngitsuskirjad', ru: 'Фишинг' },
			version: '2.1.0',
			completedAt: townNow,
			validUntil: '2027-11-24',
			revoked: false
		});
	});

	it('is not found by its number alone: numbers cannot be counted through', async () => {
		const { number } = await prove(await somebody());
		const printed = `KT-${String(number).padStart(6, '0')}`;
		expect(await verifyCertificate(test.db, printed)).toBeUndefined();
		expect(await verifyCertificate(test.db, `${printed}-000000`)).toBeUndefined();
	});

	it('says that it was revoked, and keeps its reason from strangers', async () => {
		const mari = await somebody();
		const made = await prove(mari);
		const author = actorOf(await town.addPerson('Author'), withRole('author'));
		await revokeCompletion(test.db, author, { completionId: made.id, reason: 'Spikker' }, clock);
		const found = await verifyCertificate(test.db, certificateNumber(made));
		expect(found?.revoked).toBe(true);
		expect(JSON.stringify(found)).not.toContain('Spikker');
		const own = await getCertificate(test.db, mari, certificateNumber(made));
		expect(own.revokeReason).toBe('Spikker');
	});

	it('is the same paper years later, in each language its own', async () => {
		const mari = await somebody();
		const certificate = await getCertificate(test.db, mari, certificateNumber(await prove(mari)));
		const paper = (locale: 'et' | 'ru' | 'en') => certificatePdf(certificate, settings, locale);
		expect((await paper('et')).equals(await paper('et'))).toBe(true);
		expect((await paper('et')).equals(await paper('ru'))).toBe(false);
	});

	it('cannot be changed in the database, but for a revocation', async () => {
		const made = await prove(await somebody());
		const change = test.sql`update completion set score = 100 where id = ${made.id}`;
		await expect(change).rejects.toThrow('never changed');
		const remove = test.sql`delete from completion where id = ${made.id}`;
		await expect(remove).rejects.toThrow();
	});
});

/**
 * What the published schema (ob_v3p0_achievementcredential_schema.json of 1EdTech) requires of the parts we write:
 * its required fields, and `id` or `identifier` of the subject.
 */
const list = (first: string) =>
	v.pipe(
		v.array(v.string()),
		v.check((types) => types.includes(first), first)
	);
const badgeRules = v.object({
	'@context': v.pipe(
		v.array(v.pipe(v.string(), v.url())),
		v.check(
			([w3c, badges]) =>
				w3c === 'https://www.w3.org/ns/credentials/v2' &&
				/^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.\d\.\d)*\.json$/.test(
					badges ?? ''
				)
		)
	),
	id: v.pipe(v.string(), v.url()),
	type: v.pipe(list('VerifiableCredential'), list('OpenBadgeCredential')),
	name: v.string(),
	issuer: v.object({ id: v.pipe(v.string(), v.url()), type: list('Profile'), name: v.string() }),
	validFrom: v.pipe(v.string(), v.isoTimestamp()),
	validUntil: v.optional(v.pipe(v.string(), v.isoTimestamp())),
	credentialSubject: v.object({
		type: list('AchievementSubject'),
		identifier: v.pipe(
			v.array(
				v.object({
					type: v.literal('IdentityObject'),
					hashed: v.boolean(),
					identityHash: v.string(),
					identityType: v.picklist(['name', 'emailAddress', 'identifier'])
				})
			),
			v.minLength(1)
		),
		achievement: v.object({
			id: v.string(),
			type: list('Achievement'),
			name: v.pipe(v.string(), v.nonEmpty()),
			description: v.pipe(v.string(), v.nonEmpty()),
			criteria: v.object({ narrative: v.pipe(v.string(), v.nonEmpty()) })
		}),
		result: v.optional(v.array(v.object({ type: list('Result'), value: v.string() })))
	}),
	evidence: v.array(v.object({ id: v.pipe(v.string(), v.url()), type: list('Evidence') })),
	credentialSchema: v.array(v.object({ id: v.pipe(v.string(), v.url()), type: v.string() }))
});

it('an Open Badge keeps the rules of the published schema', async () => {
	const mari = await somebody();
	const certificate: Certificate = await getCertificate(
		test.db,
		mari,
		certificateNumber(await prove(mari))
	);
	const result = v.safeParse(badgeRules, openBadge(certificate, settings));
	expect(result.issues).toBeUndefined();
	const without = { ...openBadge(certificate, settings), issuer: undefined };
	expect(v.safeParse(badgeRules, without).success).toBe(false);
});

describe('evidence for an auditor', () => {
	it('is of a person, a unit with those below, or a period, and its taking is recorded', async () => {
		const mari = await somebody('Mari', town.group.id);
		await prove(mari, new Date('2026-03-01T10:00:00Z'));
		await prove(await somebody('Juku'), new Date('2026-03-02T10:00:00Z'));
		const auditor = actorOf(await town.addPerson('Auditor'), withRole('auditor'));
		const nothing = { personId: null, unitId: null, from: null, until: null };
		const names = async (more: Partial<EvidenceQuestion>) =>
			(await takeEvidence(test.db, auditor, { ...nothing, ...more }, clock)).map(
				(row) => row.personName
			);
		expect(await names({ personId: mari.personId })).toEqual(['Mari']);
		expect(await names({ unitId: town.kindergarten.id })).toEqual(['Mari']);
		const march = { from: '2026-03-01', until: '2026-03-02' };
		expect(await names(march)).toEqual(['Mari', 'Juku']);
		const taken = await test.db
			.select()
			.from(auditEntry)
			.where(eq(auditEntry.action, 'training.evidence_taken'));
		expect(taken).toHaveLength(3);
	});

	it('of a limited role is of its units only, and of strangers nothing', async () => {
		await prove(await somebody('Mari', town.group.id), new Date('2025-05-01T10:00:00Z'));
		await prove(await somebody('Juku'), new Date('2025-05-01T10:00:00Z'));
		const may = { personId: null, unitId: null, from: '2025-05-01', until: '2025-05-01' };
		const units = [town.kindergarten.id, town.group.id];
		const limited = actorOf(await town.addPerson('Agent'), withRole('agent', units));
		expect(await countEvidence(test.db, limited, may)).toBe(1);
		const stranger = Promise.resolve().then(async () =>
			countEvidence(test.db, await somebody(), may)
		);
		expect(await refusalOf(stranger)).toBe('Forbidden errors_forbidden');
	});

	it('asks for something', async () => {
		const auditor = actorOf(await town.addPerson('Auditor'), withRole('auditor'));
		const all = { personId: null, unitId: null, from: null, until: null };
		const asked = Promise.resolve().then(() => takeEvidence(test.db, auditor, all, clock));
		expect(await refusalOf(asked)).toBe('Invalid evidence_ask_something');
	});
});
