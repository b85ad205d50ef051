/** The ring of a Chinese telephone: 450 Hz, a second on, four off (GF 002-9002.1). */
export class Ringer {
  private context: AudioContext | null = null;

  start(): void {
    if (this.context !== null) return;
    const context = new AudioContext();
    this.context = context;
    const tone = new OscillatorNode(context, { frequency: 450 });
    const volume = new GainNode(context, { gain: 0 });
    tone.connect(volume).connect(context.destination);
    // Half a minute: longer no phone is rung.
    for (let at = 0; at < 30; at += 5) {
      volume.gain.setValueAtTime(0.15, context.currentTime + at);
      volume.gain.setValueAtTime(0, context.currentTime + at + 1);
    }
    tone.start();
  }

  stop(): void {
    void this.context?.close();
    this.context = null;
  }
}
