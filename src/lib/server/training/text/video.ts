/** A video somewhere else: where to watch it, and the address that may be put into a frame once the reader chose it. */
export type Video = { address: string; host: string; embed: string | undefined };

const FILE = /\.(mp4|webm|m4v|mov)$/i;
const HOSTS = /(^|\.)(youtube\.com|youtube-nocookie\.com|youtu\.be|vimeo\.com|err\.ee|etv\.ee)$/;
const PATH = /\/(vod|video|videos|player|embed|watch|stream)(\/|$)/i;

/** Tells a link to a video from other links; `sure` when its author said that it is one. */
export function videoAt(address: string, sure = false): Video | undefined {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (!url || !/^https?:$/.test(url.protocol)) return undefined;
	const known = HOSTS.test(url.hostname) || FILE.test(url.pathname);
	if (!sure && !known && !PATH.test(url.pathname) && !/(^|[.-])video/.test(url.hostname)) {
		return undefined;
	}
	return { address: url.href, host: url.hostname.replace(/^www\./, ''), embed: embedOf(url) };
}

/** True for a video that lies beside the module's text. */
export const isVideoFile = (path: string) => FILE.test(path);

function embedOf(url: URL): string | undefined {
	const last = url.pathname.split('/').at(-1) ?? '';
	if (/youtu\.?be/.test(url.hostname)) {
		const key = url.searchParams.get('v') ?? last;
		return /^[\w-]{6,20}$/.test(key) ? `https://www.youtube-nocookie.com/embed/${key}` : undefined;
	}
	if (/vimeo/.test(url.hostname) && /^\d+$/.test(last)) {
		return `https://player.vimeo.com/video/${last}?dnt=1`;
	}
	return undefined;
}
