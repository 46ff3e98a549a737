using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Results;
using Mnist.Domain.Statistics;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class ConfusionMatrixTests
{
    [Property]
    public Property Every_image_is_counted_once() => Prop.ForAll(
        Gen.Choose(0, 9).Zip(Gen.Choose(0, 15)).ListOf().ToArbitrary(), images =>
        {
            var matrix = ConfusionMatrix.Of(10, images);
            Assert.Equal((images.Count, images.Count(i => i.Item1 == i.Item2)), (matrix.Total, matrix.Correct));
            Assert.Equal(matrix.Total - matrix.Correct, matrix.Mistakes.Sum(m => m.Count));
            Assert.Equal(images.Any(i => i.Item2 >= 10), matrix.HasStrays);
            Assert.All(Enumerable.Range(0, 10), label => Assert.Equal(images.Count(i => i.Item1 == label), matrix.Of(label)?.Total ?? 0));
        });

    [Fact]
    public void The_most_frequent_mistake_comes_first()
    {
        var matrix = ConfusionMatrix.Of(3, [(0, 0), (0, 1), (2, 1), (2, 1), (2, 7), (1, 1)]);
        Assert.Equal([new Mistake(2, 1, 2), new Mistake(0, 1, 1), new Mistake(2, 3, 1)], matrix.Mistakes);
        Assert.Equal(new Score(0, 3), matrix.Of(2));
        Assert.Equal([1, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1], matrix.Counts);
    }
}
