// The token goes in the body once; from then on a cookie that holds something else stands for it.
document.getElementById('login').addEventListener('submit', async (event) => {
  event.preventDefault();
  const answer = await fetch('/login', {
    method: 'POST', headers: { 'X-Blipstream': 'login' }, body: document.getElementById('token').value });
  if (answer.ok) location.assign('/');
  else document.getElementById('answer').textContent = answer.status === 401 ? 'That is not the token.' : `The server says ${answer.status}.`;
});
