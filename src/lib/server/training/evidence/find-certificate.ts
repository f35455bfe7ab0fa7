import { desc, eq } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import {
	certificateNumber,
	checkOf,
	parseCertificateNumber
} from '#lib/training/certificate-number.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { completion } from '../duty/tables.ts';

/** A proof as its page and paper show it. */
export type Certificate = {
	id: string;
	number: number;
	personId: string;
	personName: string;
	titles: Partial<Record<Locale, string>>;
	moduleKey: string;
	version: string;
	hash: string;
	locale: Locale;
	kind: (typeof completion.$inferSelect)['kind'];
	score: number | null;
	completedAt: Date;
	validUntil: string | null;
	revokedAt: Date | null;
	revokeReason: string;
};

/** A proof as columns of its row, each selected under the name it has in `Certificate`. */
export const certificateColumns = {
	id: completion.id,
	number: completion.number,
	personId: completion.personId,
	personName: completion.personName,
	titles: completion.moduleTitles,
	moduleKey: completion.moduleKey,
	version: completion.version,
	hash: completion.hash,
	locale: completion.locale,
	kind: completion.kind,
	score: completion.score,
	completedAt: completion.completedAt,
	validUntil: completion.validUntil,
	revokedAt: completion.revokedAt,
	revokeReason: completion.revokeReason
};

/** One's own proofs, newest first. */
export function listOwnCertificates(db: DbOrTx, actor: Actor): Promise<Certificate[]> {
	return db
		.select(certificateColumns)
		.from(completion)
		.where(eq(completion.personId, actor.personId))
		.orderBy(desc(completion.completedAt), desc(completion.number));
}

/**
 * A proof with everything on it: for the person, and whoever may read that person's training. Of somebody who is no
 * longer in the register, for those with an overview of training. Throws NotFound.
 */
export async function getCertificate(
	db: DbOrTx,
	actor: Actor,
	printed: string
): Promise<Certificate> {
	const asked = parseCertificateNumber(printed);
	if (!asked) throw notFound();
	const [row] = await db
		.select({ certificate: certificateColumns, unitId: person.unitId, managerId: person.managerId })
		.from(completion)
		.leftJoin(person, eq(person.id, completion.personId))
		.where(eq(completion.number, asked.number));
	if (!row || checkOf(row.certificate.id) !== asked.check) throw notFound();
	const { personId } = row.certificate;
	const readable = row.unitId
		? can(actor, 'training.read_person', { personId, unitId: row.unitId, managerId: row.managerId })
		: can(actor, 'training.overview');
	if (!readable) throw notFound();
	return row.certificate;
}

/** What a stranger may know of a proof by its number: that it is real, and these words. Nothing else. */
export type VerifiedCertificate = Pick<
	Certificate,
	'personName' | 'titles' | 'version' | 'completedAt' | 'validUntil'
> & { number: string; revoked: boolean };

/** Looks up a number for anybody. Undefined when there is no such proof. */
export async function verifyCertificate(
	db: DbOrTx,
	printed: string
): Promise<VerifiedCertificate | undefined> {
	const asked = parseCertificateNumber(printed);
	if (!asked) return undefined;
	const [row] = await db
		.select({
			id: completion.id,
			personName: completion.personName,
			titles: completion.moduleTitles,
			version: completion.version,
			completedAt: completion.completedAt,
			validUntil: completion.validUntil,
			revokedAt: completion.revokedAt
		})
		.from(completion)
		.where(eq(completion.number, asked.number));
	if (!row || checkOf(row.id) !== asked.check) return undefined;
	const { id, revokedAt, ...shown } = row;
	const number = certificateNumber({ number: asked.number, id });
	return { ...shown, number, revoked: revokedAt !== null };
}
