namespace Mnist.Domain.Schema;

/// <summary>The types that a record in some place of a plan may have.</summary>
/// <param name="Name">What each of them is: "layer".</param>
/// <param name="TypeOf">The type of a record.</param>
/// <param name="Cases">All types; asked for late, for a type may hold records of its own union.</param>
public sealed record UnionType(string Name, Func<object, RecordType> TypeOf, Func<ValueList<RecordType>> Cases)
{
    /// <summary>The types of a union's cases.</summary>
    /// <typeparam name="T">The union.</typeparam>
    /// <param name="name">What each of them is.</param>
    /// <param name="typeOf">The union's own fold, so that no case can be left out.</param>
    /// <param name="cases">The same types in a list.</param>
    internal static UnionType Of<T>(string name, Func<T, RecordType> typeOf, Func<ValueList<RecordType>> cases) =>
        new(name, record => typeOf((T)record), cases);
}
