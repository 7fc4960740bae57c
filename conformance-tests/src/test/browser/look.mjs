// Looks at HTML reports in Chromium as a person would: on a desktop, in the dark, on a phone, printed. Fails where axe-core finds
// something, where a page asks for anything beside itself, or scrolls sideways as a whole. Pictures and a PDF stay in a folder.
//
//   npm install --prefix FOLDER --no-save playwright-core@1.64.1 axe-core@4.10.3
//   NPM_PACKAGES=FOLDER node look.mjs PICTURES conformance-tests/target/conformance/*.html docs/conformance.html
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';

const installed = createRequire(resolve(process.env.NPM_PACKAGES ?? '.', 'look.mjs'));
const { chromium } = installed('playwright-core');
const axe = readFileSync(installed.resolve('axe-core/axe.min.js'), 'utf8');
const [pictures, ...reports] = process.argv.slice(2);
if (!reports.length) {
    console.error('usage: node look.mjs PICTURES REPORT.html ...');
    process.exit(2);
}
mkdirSync(pictures, { recursive: true });
const looks = {
    desktop: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
    dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
    phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light', deviceScaleFactor: 2 },
};

const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
let found = 0;
for (const file of reports) {
    const name = basename(file, '.html');
    for (const [look, options] of Object.entries(looks)) {
        const context = await browser.newContext(options);
        const page = await context.newPage();
        const requests = [];
        page.on('request', request => request.url().startsWith('file:') || requests.push(request.url()));
        await page.goto('file://' + resolve(file));
        await page.screenshot({ path: join(pictures, `${name}-${look}.png`), fullPage: look === 'phone' });
        // what is folded is looked at as well
        await page.evaluate(() => document.querySelectorAll('details').forEach(each => (each.open = true)));
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
        const sideways = await page.evaluate(
            () => document.documentElement.scrollWidth > document.documentElement.clientWidth);
        console.log(name, look, JSON.stringify({
            violations: violations.map(each => `${each.id} at ${each.nodes[0].target}, ${each.nodes.length} in all`),
            requests,
            sideways,
        }));
        found += violations.length + requests.length + (sideways ? 1 : 0);
        await context.close();
    }
    const page = await browser.newPage();
    await page.goto('file://' + resolve(file));
    await page.pdf({ path: join(pictures, `${name}.pdf`), format: 'A4' });
    await page.close();
}
await browser.close();
process.exit(found ? 1 : 0);
