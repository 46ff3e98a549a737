namespace Mnist.Domain.Schema;

/// <summary>One field of a record in a plan: everything that a reader, a writer, a checker or an editor has to know of it.</summary>
/// <param name="Name">Its name in a plan file: "filters".</param>
/// <param name="Meaning">What it says, in what unit, in a few words without a full stop; range and default stand elsewhere.</param>
/// <param name="Kind">What it holds, and in what range.</param>
/// <param name="IsRequired">Whether a file cannot leave it out.</param>
/// <param name="Value">What it holds in the record asked; null where that leaves it open.</param>
/// <param name="With">The record asked with another value; for a required field, what the constructor makes from that.</param>
public sealed record Field(string Name, string Meaning, FieldKind Kind, bool IsRequired, object? Value, Func<object, object> With)
{
    /// <summary>The default in words, where it follows from another field: "the window".</summary>
    public string? DefaultInWords { get; init; }
}
