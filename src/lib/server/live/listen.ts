import postgres from 'postgres';
import { log } from '#lib/server/web/log.ts';

/** What to do with the messages of each channel. */
export type Channels = Record<string, (text: string) => void>;

/** A connection that listens until it is stopped. */
export type Listener = {
	/** Resolves when it first hears. */
	ready: Promise<void>;
	stop(): Promise<void>;
};

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/**
 * Listens on its own connection, beside the pool whose address and password it takes. When the connection is
 * lost it tries again for as long as it takes. What was announced meanwhile is lost, so `onBack` runs each time it
 * hears again, also the first time, and `onLost` as soon as it hears no more.
 *
 * The driver's own `listen` connects again only once, which is not enough for a database that is away
 * for half a minute.
 */
export function listenOn(
	sql: postgres.Sql,
	channels: Channels,
	{ onBack, onLost }: { onBack: () => void; onLost: () => void }
): Listener {
	let stopped = false;
	let lost: () => void = () => undefined;
	let client: postgres.Sql | undefined;
	const ready = Promise.withResolvers<void>();

	const hearUntilLost = async (): Promise<boolean> => {
		const ending = Promise.withResolvers<void>();
		lost = ending.resolve;
		client = connect(sql, channels, () => {
			onLost();
			ending.resolve();
		});
		try {
			for (const name of Object.keys(channels)) await client.unsafe(`listen "${name}"`);
			ready.resolve();
			onBack();
			await ending.promise;
			return true;
		} catch {
			return false;
		} finally {
			await client.end({ timeout: 0 }).catch(() => undefined);
		}
	};

	const run = async (): Promise<void> => {
		let wait = FIRST_WAIT_MS;
		while (!stopped) {
			const heard = await hearUntilLost();
			if (stopped) return;
			if (heard) log.warn('live updates: connection lost, connecting again');
			wait = heard ? FIRST_WAIT_MS : Math.min(wait * 2, LONGEST_WAIT_MS);
			await new Promise((done) => setTimeout(done, wait).unref());
		}
	};

	const running = run();
	return {
		ready: ready.promise,
		async stop() {
			stopped = true;
			lost();
			await client?.end({ timeout: 0 }).catch(() => undefined);
			// Between two tries it sleeps; there is nothing to wait for then.
			await Promise.race([running, new Promise((done) => setTimeout(done, 100))]);
		}
	};
}

/** The driver knows `onnotify`, its types leave it out. */
type ListeningOptions = postgres.Options<Record<string, never>> & {
	onnotify: (channel: string, text: string) => void;
};

function connect(sql: postgres.Sql, channels: Channels, onLost: () => void): postgres.Sql {
	// As the driver's own `listen` does: read options are taken as they are.
	const sameServer: object = sql.options;
	const options: ListeningOptions = {
		...sameServer,
		max: 1,
		idle_timeout: 0,
		max_lifetime: null,
		connect_timeout: 5,
		fetch_types: false,
		connection: { application_name: 'abilaud live' },
		onnotice: () => undefined,
		onclose: onLost,
		onnotify: (channel, text) => channels[channel]?.(text)
	};
	return postgres(options);
}
