namespace Mnist.Host.Variations;

/// <summary>One reason why a field of a plan cannot be set.</summary>
internal abstract record SettingError
{
    private SettingError() { }

    /// <summary>The one fold of the union.</summary>
    public abstract T Match<T>(Cases<T> on);

    /// <summary>One function for each case.</summary>
    internal sealed record Cases<T>(
        Func<NoField, T> NoField, Func<NoItem, T> NoItem, Func<NothingInside, T> NothingInside, Func<BadValue, T> BadValue);

    /// <summary>The error of a plan that has been set so.</summary>
    /// <param name="error">Its place is that in a text that nobody wrote.</param>
    public static SettingError Of(DocumentError error) => error is DocumentError.UnknownMember unknown
        ? new NoField(unknown.Where, unknown.Name, unknown.Nearest, unknown.Known)
        : new BadValue(error);

    /// <summary>No such field.</summary>
    /// <param name="Where">Path of what should have it; empty for the plan itself.</param>
    /// <param name="Name">As given.</param>
    /// <param name="Nearest">The field that may have been meant; null where none is near.</param>
    /// <param name="Known">All fields there are.</param>
    internal sealed record NoField(string Where, string Name, string? Nearest, ValueList<string> Known) : SettingError
    {
        public override T Match<T>(Cases<T> on) => on.NoField(this);
    }

    /// <summary>No such item of a list.</summary>
    /// <param name="Where">Path of the list.</param>
    /// <param name="Index">As given.</param>
    /// <param name="Count">Items there are.</param>
    internal sealed record NoItem(string Where, string Index, int Count) : SettingError
    {
        public override T Match<T>(Cases<T> on) => on.NoItem(this);
    }

    /// <summary>What should have the field is a single value.</summary>
    /// <param name="Where">Its path.</param>
    /// <param name="Name">Of the field.</param>
    internal sealed record NothingInside(string Where, string Name) : SettingError
    {
        public override T Match<T>(Cases<T> on) => on.NothingInside(this);
    }

    /// <summary>A value that the field does not take.</summary>
    /// <param name="Error">Why.</param>
    internal sealed record BadValue(DocumentError Error) : SettingError { public override T Match<T>(Cases<T> on) => on.BadValue(this); }
}
