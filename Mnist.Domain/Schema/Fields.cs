namespace Mnist.Domain.Schema;

/// <summary>Makes fields: here, and nowhere else, values and functions of their own types become those of <see cref="Field"/>.</summary>
/// <param name="AreRequired">Whether a file cannot leave them out.</param>
internal sealed record Fields(bool AreRequired)
{
    /// <summary>For what a record's constructor takes.</summary>
    public static readonly Fields Required = new(true);

    /// <summary>For what has a default.</summary>
    public static readonly Fields Optional = new(false);

    public Field Whole(string name, string meaning, Interval allowed, int value, Func<int, object> with) =>
        new(name, meaning, new FieldKind.Whole(allowed, int.MaxValue), AreRequired, (long)value, v => with((int)(long)v));

    /// <summary>A limit that asks for nothing where it is null.</summary>
    public Field Limit(string name, string meaning, Interval allowed, int? value, Func<int, object> with) =>
        new(name, meaning, new FieldKind.Whole(allowed, int.MaxValue), AreRequired, (long?)value, v => with((int)(long)v));

    /// <summary>A limit that asks for nothing where it is null.</summary>
    public Field Limit(string name, string meaning, Interval allowed, long? value, Func<long, object> with) =>
        new(name, meaning, new FieldKind.Whole(allowed, long.MaxValue), AreRequired, value, v => with((long)v));

    public Field Number(string name, string meaning, Interval allowed, double? value, Func<double, object> with) =>
        Number(name, meaning, allowed, allowed, value, with);

    /// <summary>A number whose range other fields of its record narrow.</summary>
    public Field Number(string name, string meaning, Interval allowed, Interval narrowed, double? value, Func<double, object> with) =>
        new(name, meaning, new FieldKind.Number(allowed, narrowed), AreRequired, value, v => with((double)v));

    public Field Flag(string name, string meaning, bool value, Func<bool, object> with) =>
        new(name, meaning, new FieldKind.Flag(), AreRequired, value, v => with((bool)v));

    public Field Text(string name, string meaning, string value, Func<string, object> with) =>
        new(name, meaning, new FieldKind.Text(), AreRequired, value, v => with((string)v));

    /// <summary>A member of an enumeration, by a word for each of its values from 0.</summary>
    public Field Choice(string name, string meaning, ValueList<string> words, int value, Func<int, object> with) =>
        new(name, meaning, new FieldKind.Choice(words), AreRequired, words[value], v => with(words.Span.IndexOf((string)v)));

    public Field Size(string name, string meaning, Interval allowed, Extent value, Func<Extent, object> with) =>
        new(name, meaning, new FieldKind.Size(allowed), AreRequired, value, v => with((Extent)v));

    public Field Image(string name, string meaning, Shape value, Func<Shape, object> with) =>
        new(name, meaning, new FieldKind.Image(), AreRequired, value, v => with((Shape)v));

    public Field Record<T>(string name, string meaning, RecordType type, T? value, Func<T, object> with)
        where T : class => new(name, meaning, new FieldKind.Record(type), AreRequired, value, v => with((T)v));

    public Field Union<T>(string name, string meaning, UnionType type, T value, Func<T, object> with)
        where T : class => new(name, meaning, new FieldKind.Union(type), AreRequired, value, v => with((T)v));

    /// <summary>A list; a required one holds something.</summary>
    public Field List<T>(string name, string meaning, UnionType items, ValueList<T> value, Func<ValueList<T>, object> with)
        where T : class => new(
        name,
        meaning,
        new FieldKind.List(items, MayBeEmpty: !AreRequired),
        AreRequired,
        value,
        v => with(((IReadOnlyList<object>)v).Cast<T>().ToValueList()));
}
