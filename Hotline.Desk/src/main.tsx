import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import './app/desk.css';
import { startLanguage } from './i18n/language';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');
await startLanguage();
createRoot(root).render(<App />);
