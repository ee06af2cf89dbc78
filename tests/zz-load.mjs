import puppeteer from 'puppeteer-core';
import { servePage } from '../pkg-config/page-server.mjs';
const s = await servePage();
const log=[]; s.server.on('request',(q,r)=>{const b=q.socket.bytesWritten; r.on('finish',()=>log.push([q.url,r.statusCode,q.socket.bytesWritten-b, q.headers['if-none-match']?'cond':'']))});
const browser = await puppeteer.launch({ browser: 'chrome', executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic'], headless: true });
for (let i=0;i<5;i++){ const c=await browser.createBrowserContext(); const p=await c.newPage(); log.length=0; await p.goto(s.url); for(let k=0;k<100;k++){ if(await p.evaluate(()=>document.documentElement.dataset.offline))break; await new Promise(r=>setTimeout(r,100)); }
 const t=await p.evaluate(()=>({u:performance.getEntriesByName('usable')[0]?.startTime,p:performance.getEntriesByName('first-contentful-paint')[0]?.startTime,l:performance.timing.loadEventEnd-performance.timing.navigationStart, r: performance.getEntriesByType('resource').map(e=>[e.name.replace(/.*\//,''),Math.round(e.startTime),Math.round(e.responseEnd)].join(' '))}));
 console.log(Math.round(t.u),Math.round(t.p),t.l, log.reduce((a,x)=>a+x[2],0), log.length, log.filter(x=>x[1]===304).length); if(i===4){console.log(t.r.join('\n')); console.log(log.map(x=>x.join(' ')).join('\n'));} await c.close(); }
await browser.close(); await s.close();
