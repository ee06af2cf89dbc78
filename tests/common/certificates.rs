//! Certificates by OpenSSL's command, which shares no line with this crate.

use serde_json::Value;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

const CONFIGURATION: &str = "
[ca]\ndefault_ca = here\n[here]\ndatabase = index.txt\nnew_certs_dir = .\nrand_serial = yes\ndefault_md = sha256\npolicy = any
unique_subject = no\nx509_extensions = extensions\n[any]\ncommonName = supplied\n[extensions]\nbasicConstraints = CA:TRUE
[req]\ndistinguished_name = name\n[name]\n";

/// A key in PEM with a name, in a folder of its own that goes with it.
pub(crate) struct Holder {
    folder: PathBuf,
    name: &'static str,
}

impl Holder {
    pub(crate) fn new(name: &'static str, jwk: &Value) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("private-key-jwt-{}-{count}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let holder = Self { folder, name };
        holder.write("index.txt", "");
        holder.write("configuration", CONFIGURATION);
        holder.write("key.pem", &super::openssl::pkcs8_of(jwk));
        let subject = format!("/CN={name}");
        let request = ["req", "-new", "-config", "configuration", "-key", "key.pem", "-subj", subject.as_str()];
        holder.write("request.pem", &holder.run("openssl", &request, ""));
        holder
    }

    /// A certificate for itself, valid from and until instants such as `20250101000000Z`.
    pub(crate) fn self_signed(&self, validity: [&str; 2]) -> String {
        let pem = self.sign(&self.path("request.pem"), validity, &["-selfsign"]);
        self.write("certificate.pem", &pem);
        pem
    }

    /// A certificate for `other`; needs one of its own.
    pub(crate) fn issue(&self, other: &Self, validity: [&str; 2]) -> String {
        let pem = self.sign(&other.path("request.pem"), validity, &["-cert", "certificate.pem"]);
        other.write("certificate.pem", &pem);
        pem
    }

    /// What OpenSSL says of a certificate.
    pub(crate) fn fingerprint(&self, pem: &str, digest: &str) -> String {
        let line = self.run("openssl", &["x509", "-noout", "-fingerprint", digest], pem);
        line.trim().split_once('=').unwrap().1.replace(':', "")
    }

    fn sign(&self, request: &str, [first, last]: [&str; 2], more: &[&str]) -> String {
        let fixed = [
            "ca",
            "-batch",
            "-notext",
            "-config",
            "configuration",
            "-keyfile",
            "key.pem",
            "-startdate",
            first,
            "-enddate",
            last,
            "-in",
            request,
        ];
        let arguments: Vec<_> = fixed.iter().chain(more).copied().collect();
        self.run("openssl", &arguments, "")
    }

    fn path(&self, file: &str) -> String {
        self.folder.join(file).to_str().unwrap().to_owned()
    }

    fn write(&self, file: &str, text: &str) {
        std::fs::write(self.folder.join(file), text).unwrap();
    }

    fn run(&self, program: &str, arguments: &[&str], input: &str) -> String {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.folder);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|error| panic!("the tests need {program} on PATH: {error}"));
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program} {arguments:?} of {}: {complaint}", self.name);
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        let _removed = std::fs::remove_dir_all(&self.folder);
    }
}
