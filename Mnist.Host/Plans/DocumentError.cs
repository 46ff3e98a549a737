namespace Mnist.Host.Plans;

/// <summary>One reason why a text is no plan, or no record of a run; values only, DocumentErrorText makes the sentence.</summary>
internal abstract record DocumentError
{
    private DocumentError(Position at) => At = at;

    /// <summary>Its place in the text.</summary>
    public Position At { get; }

    /// <summary>The one fold of the union.</summary>
    public abstract T Match<T>(Cases<T> on);

    /// <summary>One function for each case.</summary>
    internal sealed record Cases<T>(
        Func<Syntax, T> Syntax,
        Func<TooDeep, T> TooDeep,
        Func<WrongKind, T> WrongKind,
        Func<NotWhole, T> NotWhole,
        Func<BeyondRange, T> BeyondRange,
        Func<UnknownMember, T> UnknownMember,
        Func<DuplicateMember, T> DuplicateMember,
        Func<MissingMember, T> MissingMember,
        Func<UnknownValue, T> UnknownValue,
        Func<BadRange, T> BadRange);

    /// <summary>Not JSON from here on.</summary>
    /// <param name="At">Its place in the text.</param>
    /// <param name="Detail">What the JSON reader says.</param>
    internal sealed record Syntax(Position At, string Detail) : DocumentError(At)
    {
        public override T Match<T>(Cases<T> on) => on.Syntax(this);
    }

    /// <summary>Too many arrays and objects in one another.</summary>
    /// <param name="At">Where the first one too many begins.</param>
    /// <param name="Limit">How many there may be.</param>
    internal sealed record TooDeep(Position At, int Limit) : DocumentError(At)
    {
        public override T Match<T>(Cases<T> on) => on.TooDeep(this);
    }

    /// <summary>A value of another kind than its member has.</summary>
    /// <param name="At">Its place in the text.</param>
    /// <param name="Where">Path of the value, such as "layers.3.filters".</param>
    /// <param name="Expected">What it should be, in words.</param>
    /// <param name="Actual">What it is, in words.</param>
    internal sealed record WrongKind(Position At, string Where, string Expected, string Actual) : DocumentError(At)
    {
        public override T Match<T>(Cases<T> on) => on.WrongKind(this);
    }

    /// <summary>A fraction where a whole number is needed.</summary>
    /// <param name="At">Its place in the text.</param>
    /// <param name="Where">Path of the value.</param>
    /// <param name="Digits">The number as written.</param>
    internal sealed record NotWhole(Position At, string Where, string Digits) : DocumentError(At)
    {
        public override T Match<T>(Cases<T> on) => on.NotWhole(this);
    }

    /// <summary>A number that its type cannot hold.</summary>
    /// <param name="At">Its place in the text.</param>
    /// <param name="Where">Path of the value.</param>
    /// <param name="Digits">The number as written.</param>
    /// <param name="Limit">Largest magnitude that can be held.</param>
    internal sealed record BeyondRange(Position At, string Where, string Digits, double Limit) : DocumentError(At)
    {
        public override T Match<T>(Cases<T> on) => on.BeyondRange(this);
    }

    /// <summary>A member that its object does not have.</summary>
    /// <param name="At">Its place in the text.</param>
    /// <param name="Where">Path of the object; empty for the plan itself.</param>
    /// <param name="Name">The name as written.</param>
    /// <param name="Nearest">A known name that may have been meant; null where none is near.</param>
    /// <param name="Known">All names there are.</param>
    internal sealed record UnknownMember(Position At, string Where, string Name, string? Nearest, ValueList<string> Known)
        : DocumentError(At)
    {
        public override T Match<T>(Cases<T> on) => on.UnknownMember(this);
    }

    /// <summary>A member that its object has twice.</summary>
    /// <param name="At">Place of the second one.</param>
    /// <param name="Where">Path of the object; empty for the plan itself.</param>
    /// <param name="Name">The name.</param>
    /// <param name="First">Place of the first one.</param>
    internal sealed record DuplicateMember(Position At, string Where, string Name, Position First) : DocumentError(At)
    {
        public override T Match<T>(Cases<T> on) => on.DuplicateMember(this);
    }

    /// <summary>A member that its object needs.</summary>
    /// <param name="At">Where the object begins.</param>
    /// <param name="Where">Path of the object; empty for the plan itself.</param>
    /// <param name="Name">The name.</param>
    internal sealed record MissingMember(Position At, string Where, string Name) : DocumentError(At)
    {
        public override T Match<T>(Cases<T> on) => on.MissingMember(this);
    }

    /// <summary>A word that is not one of those to choose from.</summary>
    /// <param name="At">Its place in the text.</param>
    /// <param name="Where">Path of the value.</param>
    /// <param name="Value">The word as written.</param>
    /// <param name="Nearest">A known word that may have been meant; null where none is near.</param>
    /// <param name="Known">All words there are.</param>
    internal sealed record UnknownValue(Position At, string Where, string Value, string? Nearest, ValueList<string> Known)
        : DocumentError(At)
    {
        public override T Match<T>(Cases<T> on) => on.UnknownValue(this);
    }

    /// <summary>A range of numbers without any, or with too many.</summary>
    /// <param name="At">Where it shows.</param>
    /// <param name="Where">Path of the value.</param>
    /// <param name="Most">How many there may be.</param>
    internal sealed record BadRange(Position At, string Where, int Most) : DocumentError(At)
    {
        public override T Match<T>(Cases<T> on) => on.BadRange(this);
    }
}
