import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from './ProblemNote';

interface Props {
  /** A change of it clears the error: another screen deserves another try. */
  resetKey: string;
  children: ReactNode;
}

/** Keeps the shell standing when a screen breaks. What was typed is in the drafts. */
export class ErrorBoundary extends Component<Props, { error: unknown }> {
  override state: { error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidUpdate(before: Props) {
    if (this.state.error !== undefined && before.resetKey !== this.props.resetKey) this.setState({ error: undefined });
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <Broken error={this.state.error} />;
  }
}

function Broken({ error }: { error: unknown }) {
  const { t } = useTranslation();
  return (
    <div className="page" style={{ display: 'grid', gap: 12, maxWidth: 640 }}>
      <h1>{t('app.broken')}</h1>
      <ProblemNote error={error} />
      <p className="muted">{t('app.brokenHint')}</p>
      <div>
        <Button type="primary" onClick={() => window.location.reload()}>
          {t('app.reload')}
        </Button>
      </div>
    </div>
  );
}
