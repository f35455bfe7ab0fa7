import type { Component } from 'svelte';
import type { RequestPageView } from './request-page-view.ts';
import type { TurnProps } from './turn-props.ts';

/**
 * The slab of a request's page: what it wants from the reader now, or what happens after it was
 * sent; null when it is somebody else's turn. Most visits
 * are to look how a request stands, so each slab is fetched only where it is shown.
 */
export async function turnSlab(
	{ acts, mine, status }: Pick<RequestPageView, 'acts' | 'mine' | 'status'>,
	sent: boolean
): Promise<Component<TurnProps> | null> {
	if (acts.decide) return (await import('./DecideTurn.svelte')).default;
	if (acts.confirm) return (await import('./ConfirmTurn.svelte')).default;
	if (acts.answer && mine) return (await import('./AnswerTurn.svelte')).default;
	if (acts.correct) return (await import('./CorrectTurn.svelte')).default;
	if (sent && (status === 'awaiting_approval' || status === 'queued'))
		return (await import('./SentSlab.svelte')).default;
	return null;
}
