import { relative } from 'node:path';
import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: {
		// Stands on every element that a component's own style might mean: five letters tell the components apart.
		cssHash: ({ hash, filename }) => `s${hash(relative('.', filename)).slice(0, 5)}`,
		runes: ({ filename }) => (filename.split(/[/\\]/).includes('node_modules') ? undefined : true)
	},
	kit: {
		adapter: adapter({ precompress: true }),
		csp: {
			mode: 'auto',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'style-src': ['self'],
				// SvelteKit's announcer of page changes hides itself by a style attribute: this one and no other.
				'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
				'img-src': ['self', 'data:', 'blob:'],
				'font-src': ['self'],
				'connect-src': ['self'],
				// Videos of modules, put into a frame when they are chosen; nothing is fetched from there before.
				'frame-src': ['self', 'https://www.youtube-nocookie.com', 'https://player.vimeo.com'],
				'object-src': ['none'],
				'base-uri': ['none'],
				'form-action': ['self'],
				'frame-ancestors': ['none']
			}
		},
		// Only training pages and those of stock-takes start it, and later (lib/training/keep-offline.ts).
		serviceWorker: { register: false },
		// What a single page adds comes with it, in one answer less.
		inlineStyleThreshold: 3000,
		// The table of all pages stays with the server: scripts/browser/routes-in-language.ts.
		router: { resolution: 'server' },
		// Error pages are shown at any depth of the address, so assets are named from the root.
		paths: { relative: false },
		typescript: {
			config: (config) => {
				config.include.push('../scripts/**/*.ts', '../*.config.ts');
			}
		}
	}
};
