using Mnist.Domain.Networks;
using Mnist.Domain.Schema;

namespace Mnist.PropertyTests;

/// <summary>Values of a kind of field, two unlike ones or more; none of records, which have samples of their own.</summary>
internal static class Samples
{
    public static IEnumerable<object> Of(FieldKind kind) => kind.Match(new FieldKind.Cases<IEnumerable<object>>(
        Whole: whole => new[] { 2L, 3, 5 }.Where(n => whole.Allowed.Contains(n)).Cast<object>(),
        Number: number => new[] { 0.25, 0.5, 2, 3 }.Where(number.Allowed.Contains).Cast<object>(),
        Flag: _ => [true, false],
        Text: _ => ["a", "b"],
        Choice: choice => choice.Words,
        Size: _ => [new Extent(2, 2), new Extent(3, 4)],
        Image: _ => [new Shape(1, 2, 3), new Shape(3, 2, 1)],
        Record: _ => [],
        Union: _ => [],
        List: _ => [],
        Choices: _ => []));
}
