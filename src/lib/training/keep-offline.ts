const PATIENCE_MS = 1500;

/**
 * Lets this device keep the reader's modules for reading without a connection: starts the service worker of the
 * training pages when the page has come to rest, and tells it whose they are and which files the page is made of.
 * Browsers that cannot, and addresses without TLS, do without.
 */
export function keepOffline(personId: string): () => void {
	const timer = setTimeout(() => {
		if ('serviceWorker' in navigator && navigator.onLine) void start(personId);
	}, PATIENCE_MS);
	return () => clearTimeout(timer);
}

async function start(personId: string): Promise<void> {
	try {
		await navigator.serviceWorker.register('/service-worker.js', { scope: '/training' });
		const { active } = await navigator.serviceWorker.ready;
		const files = performance
			.getEntriesByType('resource')
			.map((entry) => new URL(entry.name))
			.filter((url) => url.origin === location.origin && url.pathname.startsWith('/_app/'))
			.map((url) => url.pathname);
		active?.postMessage({ type: 'reader', personId, files });
	} catch {
		// Reading goes on; only without a connection it will not.
	}
}
