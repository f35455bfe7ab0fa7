import type { IconName } from './icon-names.ts';

/** What a state is to its reader. Icon first, then the word, only then the colour. */
export type StateKind = 'waiting' | 'progress' | 'done' | 'problem' | 'info' | 'new' | 'yours';

/** The class and the usual icon of each kind. */
export const stateLooks: Record<StateKind, { look: string; icon: IconName }> = {
	waiting: { look: 'waiting', icon: 'hourglass' },
	progress: { look: 'progress', icon: 'circle-dot' },
	done: { look: 'done', icon: 'circle-check' },
	problem: { look: 'problem', icon: 'octagon-alert' },
	info: { look: 'info', icon: 'info' },
	new: { look: 'fresh', icon: 'circle-dashed' },
	yours: { look: 'you', icon: 'circle-user-round' }
};
