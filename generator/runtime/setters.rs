//! Setters of models: each takes a value of its member and gives the model back.

/// Writes the setters of a model.
///
/// A row names the setter, what it takes, the member where that has another name, and what the member becomes:
/// `setters!(Pet { name(value: impl Into<String>) => Some(value.into()), name_null() of name => Patch::Null, });`
macro_rules! setters {
    ($model:ident {
        $($(#[$attribute:meta])* $setter:ident($($value:ident: $ty:ty)?) $(of $member:ident)? => $set:expr,)+
    }) => {
        #[allow(deprecated, reason = "deprecated members are still sent")]
        impl $model {
            $($crate::runtime::setters::setters! {
                @ [$(#[$attribute])*] $setter ($($value: $ty)?) ($($member)? $setter) $set
            })+
        }
    };
    (@ [$($attribute:tt)*] $setter:ident () ($member:ident $own:ident) $set:expr) => {
        #[doc = concat!("Sets `", stringify!($member), "` to null.")]
        $($attribute)*
        #[inline]
        pub fn $setter(mut self) -> Self {
            self.$member = $set;
            self
        }
    };
    (@ [$($attribute:tt)*] $setter:ident ($value:ident: $ty:ty) ($member:ident) $set:expr) => {
        #[doc = concat!("Sets `", stringify!($member), "`.")]
        $($attribute)*
        #[inline]
        pub fn $setter(mut self, $value: $ty) -> Self {
            self.$member = $set;
            self
        }
    };
}

pub(crate) use setters;
