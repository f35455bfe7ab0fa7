import { eq, lte } from 'drizzle-orm';
import type { Adapter, DatabaseSession, DatabaseUser } from 'lucia';
import type { Actor } from '#lib/people/actor.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Db, DbOrTx } from '#lib/server/db/client.ts';
import { ACTOR_COLUMNS, actorOf, type ActorRow } from './actor-row.ts';
import { session } from './tables.ts';
import { hashToken } from './token.ts';

/** What we keep with a session beside whose it is and when it ends. */
export type SessionAttributes = {
	shared: boolean;
	secondFactorAt: Date | null;
	lastSeenAt: Date;
	ip: string;
	userAgent: string;
};

/** Whom a session belongs to, with everything that permissions ask. */
export type UserAttributes = { actor: Actor; hasTotp: boolean; unread: number };

type SessionRow = ActorRow & {
	id: string;
	session_person_id: string;
	expires_at: string;
	last_seen_at: string;
	shared: boolean;
	second_factor_at: string | null;
	ip: string;
	user_agent: string;
	unread: number;
};

const SESSION_SQL = `select s.id, s.person_id as session_person_id, s.expires_at, s.last_seen_at, s.shared,
		s.second_factor_at, s.ip, s.user_agent, ${ACTOR_COLUMNS},
		(select count(*)::int from bell_entry b where b.person_id = p.id and b.read_at is null) as unread
	from session s
	left join person p on p.id = s.person_id and p.status = 'active'
	left join unit u on u.id = p.unit_id
	left join credential c on c.person_id = p.id
	where s.id = $1`;

/** How long a session slides. */
export const SESSION_HOURS = 12;

const SHARED_IDLE_MS = 30 * 60_000;
const TOUCH_EVERY_MS = 60_000;

/**
 * Lucia's door to our tables. Lucia's session id is the token of the cookie; what is stored is its SHA-256,
 * so a copy of the database signs nobody in. One query gives the session and its actor.
 *
 * Lucia reads the machine's clock; the adapter lives by `now` and hands Lucia every moment moved by the
 * difference. Lucia says when a session is over and when to prolong it, the adapter until when: twelve hours,
 * or 30 idle minutes on a shared computer, where it writes at most once a minute.
 */
export class SessionAdapter implements Adapter {
	readonly #db: DbOrTx;
	readonly #now: Date;
	readonly #skewMs: number;
	#shared: { lastSeenAt: Date } | undefined;
	/** When the session read last really ends; Lucia's own figure knows nothing of shared computers. */
	endsAt: Date;

	constructor(db: DbOrTx, now: Date) {
		this.#db = db;
		this.#now = now;
		this.endsAt = now;
		this.#skewMs = Date.now() - now.getTime();
	}

	async getSessionAndUser(
		token: string
	): Promise<[session: DatabaseSession | null, user: DatabaseUser | null]> {
		const { $client } = this.#db as Db;
		const params = [hashToken(token), isoDay(this.#now)];
		const [row] = await $client.unsafe<SessionRow[]>(SESSION_SQL, params, { prepare: true });
		if (!row) return [null, null];
		const lastSeenAt = new Date(row.last_seen_at);
		this.#shared = row.shared ? { lastSeenAt } : undefined;
		this.endsAt = new Date(row.expires_at);
		const found: DatabaseSession = {
			id: token,
			userId: row.session_person_id,
			expiresAt: this.#toLucia(this.endsAt),
			attributes: {
				shared: row.shared,
				secondFactorAt: row.second_factor_at === null ? null : new Date(row.second_factor_at),
				lastSeenAt,
				ip: row.ip,
				userAgent: row.user_agent
			}
		};
		if (row.person_id === null) return [found, null];
		const attributes = { actor: actorOf(row), hasTotp: row.has_totp, unread: row.unread };
		return [found, { id: row.person_id, attributes }];
	}

	async setSession({ id, userId, attributes }: DatabaseSession): Promise<void> {
		await this.#db.insert(session).values({
			...attributes,
			id: hashToken(id),
			personId: userId,
			createdAt: this.#now,
			expiresAt: this.#end(attributes.shared)
		});
	}

	async updateSessionExpiration(token: string): Promise<void> {
		const seen = this.#shared?.lastSeenAt;
		if (seen && this.#now.getTime() - seen.getTime() < TOUCH_EVERY_MS) return;
		this.endsAt = this.#end(seen !== undefined);
		await this.#db
			.update(session)
			.set({ expiresAt: this.endsAt, lastSeenAt: this.#now })
			.where(eq(session.id, hashToken(token)));
	}

	/** The tokens are unknown here, so the ids are the stored hashes: for lists only. */
	async getUserSessions(userId: string): Promise<DatabaseSession[]> {
		const rows = await this.#db.select().from(session).where(eq(session.personId, userId));
		return rows.map(({ id, personId, expiresAt, ...attributes }) => ({
			id,
			userId: personId,
			expiresAt: this.#toLucia(expiresAt),
			attributes
		}));
	}

	async deleteSession(token: string): Promise<void> {
		await this.#db.delete(session).where(eq(session.id, hashToken(token)));
	}

	async deleteUserSessions(userId: string): Promise<void> {
		await this.#db.delete(session).where(eq(session.personId, userId));
	}

	async deleteExpiredSessions(): Promise<void> {
		await this.#db.delete(session).where(lte(session.expiresAt, this.#now));
	}

	#end(shared: boolean) {
		return new Date(this.#now.getTime() + (shared ? SHARED_IDLE_MS : SESSION_HOURS * 3_600_000));
	}

	#toLucia(at: Date) {
		return new Date(at.getTime() + this.#skewMs);
	}
}
