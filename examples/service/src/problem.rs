//! What is wrong with a request, as the answer says it: never a verdict, and never a word of a row.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use schemars::JsonSchema;
use serde::Serialize;

use crate::answer::{RejectedRow, json};

/// Signs of a caller's word that an answer repeats.
const SHOWN: usize = 40;
/// Seconds after which a busy service may be asked again.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// An answer that is no result.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Problem {
    /// What is wrong, for programs.
    pub code: Code,
    /// What, where, and what to do.
    pub message: String,
    /// Rows that could not be used, where that is why there is no result.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<RejectedRow>,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident $status:ident),+ $(,)?) => {
        /// What is wrong with a request, or with the service.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Code { $($(#[doc = $doc])+ $name),+ }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$name),+];

            /// The status of the answer.
            pub const fn status(self) -> StatusCode {
                match self { $(Code::$name => StatusCode::$status),+ }
            }
        }
    };
}

codes! {
    /// The body is not JSON.
    NotJson BAD_REQUEST,
    /// The body is JSON of another shape.
    WrongShape BAD_REQUEST,
    /// Something is nested where a single value belongs.
    TooDeep BAD_REQUEST,
    /// A key stands twice in one object.
    DuplicateKey BAD_REQUEST,
    /// A number that JSON readers round differently.
    InexactNumber BAD_REQUEST,
    /// The body ends before its declared end.
    BodyBroken BAD_REQUEST,
    /// There is no such path.
    NotFound NOT_FOUND,
    /// The path takes another method.
    MethodNotAllowed METHOD_NOT_ALLOWED,
    /// The body did not arrive in time.
    BodyTooSlow REQUEST_TIMEOUT,
    /// The body is longer than the service takes.
    BodyTooLarge PAYLOAD_TOO_LARGE,
    /// More rows than the service takes.
    TooManyRows PAYLOAD_TOO_LARGE,
    /// The body is declared as something else than JSON.
    WrongContentType UNSUPPORTED_MEDIA_TYPE,
    /// A key that no setting has.
    UnknownSetting UNPROCESSABLE_ENTITY,
    /// A table that is not in the data dictionary.
    UnknownTable UNPROCESSABLE_ENTITY,
    /// A field that is not in the table.
    UnknownField UNPROCESSABLE_ENTITY,
    /// A standard that the service does not have.
    UnknownStandard UNPROCESSABLE_ENTITY,
    /// A setting or table that must be there.
    Missing UNPROCESSABLE_ENTITY,
    /// A setting with a value that cannot be used.
    BadSetting UNPROCESSABLE_ENTITY,
    /// Evidence of no site, or of several, where one is judged.
    NotOneSite UNPROCESSABLE_ENTITY,
    /// Working days of a year that is not arranged yet.
    UnknownWorkdays UNPROCESSABLE_ENTITY,
    /// A fault of the service.
    Internal INTERNAL_SERVER_ERROR,
    /// Too many requests at once.
    Busy SERVICE_UNAVAILABLE,
    /// Judging took too long.
    TooSlow GATEWAY_TIMEOUT,
}

impl Problem {
    /// A problem without rejected rows.
    pub fn new(code: Code, message: impl Into<String>) -> Problem {
        Problem { code, message: message.into(), rejected: Vec::new() }
    }

    /// A fault of the service; what happened stays inside.
    pub fn internal() -> Problem {
        Problem::new(Code::Internal, "the service failed at this request; others are not touched: report it with the time")
    }

    /// Every place is taken.
    pub fn busy(message: &str) -> Problem {
        Problem::new(Code::Busy, format!("{message}; ask again after the seconds of Retry-After"))
    }

    /// Adds where in the body it is.
    pub fn at(mut self, line: usize, column: usize) -> Problem {
        self.message.push_str(&format!(" (line {line}, column {column})"));
        self
    }
}

/// A word of the caller as a message may repeat it: short, and without signs that a terminal obeys.
pub(crate) fn shown(word: &str) -> String {
    let cut: String = word.chars().take(SHOWN).collect();
    let dots = if cut.len() < word.len() { "…" } else { "" };
    format!("`{}{dots}`", cut.escape_debug())
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.code.status();
        let mut response = (status, json(&self)).into_response();
        if self.code == Code::Busy {
            response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
        }
        response
    }
}
