namespace Mnist.Domain.Documents;

/// <summary>One reason why a text is no plan, or no record of a run; values only, DocumentErrorText makes the sentence.</summary>
public abstract record DocumentError
{
    private DocumentError(Position at) => At = at;

    /// <inheritdoc/>
    public sealed override string ToString() => this.Sentence();

    /// <summary>Its place in the text.</summary>
    public Position At { get; }

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="DocumentError"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Syntax">For a text that is no JSON.</param>
    /// <param name="TooDeep">For too many arrays and objects in one another.</param>
    /// <param name="WrongKind">For a value of another kind.</param>
    /// <param name="NotWhole">For a fraction.</param>
    /// <param name="BeyondRange">For a number that cannot be held.</param>
    /// <param name="UnknownMember">For a member that is not known.</param>
    /// <param name="DuplicateMember">For a member that is there twice.</param>
    /// <param name="MissingMember">For a member that is not there.</param>
    /// <param name="UnknownValue">For a word that is not known.</param>
    /// <param name="BadRange">For a range without numbers, or with too many.</param>
    public sealed record Cases<T>(
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
    public sealed record Syntax(Position At, string Detail) : DocumentError(At)
    {
        internal override T Pick<T>(Cases<T> on) => on.Syntax(this);
    }

    /// <summary>Too many arrays and objects in one another.</summary>
    /// <param name="At">Where the first one too many begins.</param>
    /// <param name="Limit">How many there may be.</param>
    public sealed record TooDeep(Position At, int Limit) : DocumentError(At)
    {
        internal override T Pick<T>(Cases<T> on) => on.TooDeep(this);
    }

    /// <summary>A value of another kind than its member has.</summary>
    /// <param name="At">Its place in the text.</param>
    /// <param name="Where">Path of the value, such as "layers.3.filters".</param>
    /// <param name="Expected">What it should be, in words.</param>
    /// <param name="Actual">What it is, in words.</param>
    public sealed record WrongKind(Position At, string Where, string Expected, string Actual) : DocumentError(At)
    {
        internal override T Pick<T>(Cases<T> on) => on.WrongKind(this);
    }

    /// <summary>A fraction where a whole number is needed.</summary>
    /// <param name="At">Its place in the text.</param>
    /// <param name="Where">Path of the value.</param>
    /// <param name="Digits">The number as written.</param>
    public sealed record NotWhole(Position At, string Where, string Digits) : DocumentError(At)
    {
        internal override T Pick<T>(Cases<T> on) => on.NotWhole(this);
    }

    /// <summary>A number that its type cannot hold.</summary>
    /// <param name="At">Its place in the text.</param>
    /// <param name="Where">Path of the value.</param>
    /// <param name="Digits">The number as written.</param>
    /// <param name="Limit">Largest magnitude that can be held.</param>
    public sealed record BeyondRange(Position At, string Where, string Digits, double Limit) : DocumentError(At)
    {
        internal override T Pick<T>(Cases<T> on) => on.BeyondRange(this);
    }

    /// <summary>A member that its object does not have.</summary>
    /// <param name="At">Its place in the text.</param>
    /// <param name="Where">Path of the object; empty for the plan itself.</param>
    /// <param name="Name">The name as written.</param>
    /// <param name="Nearest">A known name that may have been meant; null where none is near.</param>
    /// <param name="Known">All names there are.</param>
    public sealed record UnknownMember(Position At, string Where, string Name, string? Nearest, ValueList<string> Known)
        : DocumentError(At)
    {
        internal override T Pick<T>(Cases<T> on) => on.UnknownMember(this);
    }

    /// <summary>A member that its object has twice.</summary>
    /// <param name="At">Place of the second one.</param>
    /// <param name="Where">Path of the object; empty for the plan itself.</param>
    /// <param name="Name">The name.</param>
    /// <param name="First">Place of the first one.</param>
    public sealed record DuplicateMember(Position At, string Where, string Name, Position First) : DocumentError(At)
    {
        internal override T Pick<T>(Cases<T> on) => on.DuplicateMember(this);
    }

    /// <summary>A member that its object needs.</summary>
    /// <param name="At">Where the object begins.</param>
    /// <param name="Where">Path of the object; empty for the plan itself.</param>
    /// <param name="Name">The name.</param>
    public sealed record MissingMember(Position At, string Where, string Name) : DocumentError(At)
    {
        internal override T Pick<T>(Cases<T> on) => on.MissingMember(this);
    }

    /// <summary>A word that is not one of those to choose from.</summary>
    /// <param name="At">Its place in the text.</param>
    /// <param name="Where">Path of the value.</param>
    /// <param name="Value">The word as written.</param>
    /// <param name="Nearest">A known word that may have been meant; null where none is near.</param>
    /// <param name="Known">All words there are.</param>
    public sealed record UnknownValue(Position At, string Where, string Value, string? Nearest, ValueList<string> Known)
        : DocumentError(At)
    {
        internal override T Pick<T>(Cases<T> on) => on.UnknownValue(this);
    }

    /// <summary>A range of numbers without any, or with too many.</summary>
    /// <param name="At">Where it shows.</param>
    /// <param name="Where">Path of the value.</param>
    /// <param name="Most">How many there may be.</param>
    public sealed record BadRange(Position At, string Where, int Most) : DocumentError(At)
    {
        internal override T Pick<T>(Cases<T> on) => on.BadRange(this);
    }
}
