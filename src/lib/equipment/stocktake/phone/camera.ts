/** Reads codes in a picture: in browsers that have one. */
type CodeReader = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> };
type CodeReaders = {
	new (options: { formats: string[] }): CodeReader;
	getSupportedFormats(): Promise<string[]>;
};

const WANTED = ['qr_code', 'code_128'];
const LOOK_EVERY_MS = 180;
/** The same label stays in the picture for a while and is one reading. */
const SAME_AGAIN_MS = 2500;

const readers = () => (globalThis as { BarcodeDetector?: CodeReaders }).BarcodeDetector;

/** Can this browser read labels with its camera? */
export async function canUseCamera(): Promise<boolean> {
	const detector = readers();
	if (!detector || typeof navigator.mediaDevices?.getUserMedia !== 'function') return false;
	const formats = await detector.getSupportedFormats().catch((): string[] => []);
	return WANTED.some((format) => formats.includes(format));
}

/** Shows the camera in `video` and says each code that it sees. Returns what ends it. Throws when it is not allowed. */
export async function readWithCamera(
	video: HTMLVideoElement,
	onCode: (code: string) => void
): Promise<() => void> {
	const detector = readers();
	if (!detector) throw new Error('This browser reads no codes.');
	const stream = await navigator.mediaDevices.getUserMedia({
		video: { facingMode: 'environment' },
		audio: false
	});
	video.srcObject = stream;
	await video.play();
	const reader = new detector({ formats: WANTED });
	const seen = new Map<string, number>();
	let isLooking = false;
	const look = async () => {
		if (isLooking || video.readyState < 2) return;
		isLooking = true;
		try {
			for (const { rawValue } of await reader.detect(video)) {
				const last = seen.get(rawValue) ?? -Infinity;
				seen.set(rawValue, performance.now());
				if (performance.now() - last > SAME_AGAIN_MS) onCode(rawValue);
			}
		} catch {
			// A picture that cannot be read is followed by another.
		} finally {
			isLooking = false;
		}
	};
	const timer = setInterval(() => void look(), LOOK_EVERY_MS);
	return () => {
		clearInterval(timer);
		for (const track of stream.getTracks()) track.stop();
		video.srcObject = null;
	};
}
