import type { ReactNode } from 'react';
import { useNow } from '@/api/clock';
import type { Case } from '@/api/types';
import { Waiting } from '@/components/Blank';
import styles from './Requester.module.css';

const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** Two lines of a watermark, slanted, as a picture that repeats. */
function picture(mark: string): string {
  const words = mark.split(' ').map(escaped);
  const lines = [words.slice(0, 2), words.slice(2)].map(
    (line, place) => `<tspan x="0" dy="${place * 20}">${line.join(' ')}</tspan>`,
  );
  const text = `<text transform="translate(20 150) rotate(-22)" font-family="sans-serif" font-size="13" fill="#14202f" fill-opacity=".16">${lines.join('')}</text>`;
  return `url("data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="330" height="190">${text}</svg>`)}")`;
}

/**
 * A case as it may be shown now. While the requester is revealed, who looks and when stands across all of it, for the texts name them too. When the time is over nothing
 * of it stays on the screen, whether or not the answer without the names is there yet.
 */
export function Watermarked({ shown, children }: { shown: Case; children: ReactNode }) {
  const { reveal } = shown.requester;
  const now = useNow();
  if (reveal && Date.parse(reveal.until) <= now) return <Waiting rows={10} />;
  return (
    <div className={styles.page}>
      {children}
      {reveal && (
        <div
          className={styles.watermark}
          style={{ backgroundImage: picture(reveal.watermark) }}
          data-testid="watermark"
          aria-hidden
        />
      )}
    </div>
  );
}
