namespace Mnist.Domain.Schema;

/// <summary>What a field of a plan holds.</summary>
/// <remarks>Pure data. <see cref="Field"/> hands values over as objects; each case names the type that they have.</remarks>
public abstract record FieldKind
{
    private FieldKind() { }

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="FieldKind"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Whole">For a whole number.</param>
    /// <param name="Number">For any number.</param>
    /// <param name="Flag">For yes or no.</param>
    /// <param name="Text">For any text.</param>
    /// <param name="Choice">For one of some words.</param>
    /// <param name="Size">For a size along both axes.</param>
    /// <param name="Image">For the shape of an image.</param>
    /// <param name="Record">For a record of one type.</param>
    /// <param name="Union">For a record of one of some types.</param>
    /// <param name="List">For many such records.</param>
    /// <param name="Choices">For values to choose from.</param>
    public sealed record Cases<T>(
        Func<Whole, T> Whole,
        Func<Number, T> Number,
        Func<Flag, T> Flag,
        Func<Text, T> Text,
        Func<Choice, T> Choice,
        Func<Size, T> Size,
        Func<Image, T> Image,
        Func<Record, T> Record,
        Func<Union, T> Union,
        Func<List, T> List,
        Func<Choices, T> Choices);

    /// <summary>A <see cref="long"/>.</summary>
    /// <param name="Allowed">Its range.</param>
    /// <param name="Limit">Largest magnitude that the plan can hold.</param>
    public sealed record Whole(Interval Allowed, long Limit) : FieldKind { internal override T Pick<T>(Cases<T> on) => on.Whole(this); }

    /// <summary>A <see cref="double"/>.</summary>
    /// <param name="Allowed">Its range, whatever the other fields hold.</param>
    /// <param name="Narrowed">Its range in the record asked, where other fields of that narrow it.</param>
    public sealed record Number(Interval Allowed, Interval Narrowed) : FieldKind
    {
        internal override T Pick<T>(Cases<T> on) => on.Number(this);
    }

    /// <summary>A <see cref="bool"/>.</summary>
    public sealed record Flag : FieldKind { internal override T Pick<T>(Cases<T> on) => on.Flag(this); }

    /// <summary>A <see cref="string"/>.</summary>
    public sealed record Text : FieldKind { internal override T Pick<T>(Cases<T> on) => on.Text(this); }

    /// <summary>A <see cref="string"/> out of some.</summary>
    /// <param name="Words">All that may be given.</param>
    public sealed record Choice(ValueList<string> Words) : FieldKind { internal override T Pick<T>(Cases<T> on) => on.Choice(this); }

    /// <summary>An <see cref="Extent"/>.</summary>
    /// <param name="Allowed">Range of either side, in pixels.</param>
    public sealed record Size(Interval Allowed) : FieldKind { internal override T Pick<T>(Cases<T> on) => on.Size(this); }

    /// <summary>A <see cref="Shape"/>.</summary>
    public sealed record Image : FieldKind { internal override T Pick<T>(Cases<T> on) => on.Image(this); }

    /// <summary>A record of one type.</summary>
    /// <param name="Type">That type.</param>
    public sealed record Record(RecordType Type) : FieldKind { internal override T Pick<T>(Cases<T> on) => on.Record(this); }

    /// <summary>A record that says of which type it is.</summary>
    /// <param name="Type">The types to choose from.</param>
    public sealed record Union(UnionType Type) : FieldKind { internal override T Pick<T>(Cases<T> on) => on.Union(this); }

    /// <summary>An <see cref="IReadOnlyList{T}"/> of records that say of which type they are.</summary>
    /// <param name="Items">The types to choose from.</param>
    /// <param name="MayBeEmpty">Whether a list without any is one.</param>
    public sealed record List(UnionType Items, bool MayBeEmpty) : FieldKind { internal override T Pick<T>(Cases<T> on) => on.List(this); }

    /// <summary>An <see cref="IReadOnlyList{T}"/> of values, each a possible one; a field of a space.</summary>
    /// <param name="Of">What each of them is.</param>
    public sealed record Choices(FieldKind Of) : FieldKind { internal override T Pick<T>(Cases<T> on) => on.Choices(this); }
}
