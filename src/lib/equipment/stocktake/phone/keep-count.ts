const PATIENCE_MS = 1000;

/**
 * Lets this phone open the page of a stock-take without a connection: starts the service worker for the pages where people
 * count, and tells it whose the page is. Browsers that cannot, and addresses without TLS, do without.
 */
export function keepCount(personId: string, pages: readonly string[]): () => void {
	const timer = setTimeout(() => {
		if ('serviceWorker' in navigator && navigator.onLine) void start(personId, pages);
	}, PATIENCE_MS);
	return () => clearTimeout(timer);
}

async function start(personId: string, pages: readonly string[]): Promise<void> {
	try {
		const scope = { scope: '/things/count' };
		const registration = await navigator.serviceWorker.register('/service-worker.js', scope);
		const worker = await activeOf(registration);
		const files = performance
			.getEntriesByType('resource')
			.map((entry) => new URL(entry.name))
			.filter((url) => url.origin === location.origin && url.pathname.startsWith('/_app/'))
			.map((url) => url.pathname);
		worker.postMessage({ type: 'counting', personId, pages, files });
	} catch {
		// Counting goes on; only without a connection the page does not open anew.
	}
}

function activeOf(registration: ServiceWorkerRegistration): Promise<ServiceWorker> {
	const { active, installing, waiting } = registration;
	if (active) return Promise.resolve(active);
	return new Promise((done, fail) => {
		const coming = installing ?? waiting;
		if (!coming) return fail(new Error('There is no service worker.'));
		coming.addEventListener('statechange', () => {
			if (registration.active) done(registration.active);
		});
	});
}
