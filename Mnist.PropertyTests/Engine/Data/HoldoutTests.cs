using FsCheck.Xunit;
using Mnist.Engine.Data;
using Xunit;

namespace Mnist.PropertyTests;

public sealed class HoldoutTests
{
    [Property]
    public void Every_image_is_on_exactly_one_side(byte[] bytes, uint choice, long seed)
    {
        var (labels, count) = Case(bytes, choice);
        var split = Holdout.Stratified(labels, count, seed);
        Assert.Equal(count, split.Validation.Count);
        Assert.Equal(Enumerable.Range(0, labels.Length), split.Training.Concat(split.Validation).Order());
        Assert.Equal(split.Training.Order(), split.Training);
        Assert.Equal(split.Validation.Order(), split.Validation);
    }

    [Property]
    public void Every_class_is_held_out_in_proportion(byte[] bytes, uint choice, long seed)
    {
        var (labels, count) = Case(bytes, choice);
        var split = Holdout.Stratified(labels, count, seed);
        for (var digit = 0; digit < 10; digit++)
        {
            var share = labels.Count(label => label == digit) * (double)count / Math.Max(1, labels.Length);
            Assert.InRange(split.Validation.Count(i => labels[i] == digit), Math.Floor(share), Math.Floor(share) + 1);
        }
    }

    [Property]
    public void What_flooring_leaves_over_goes_to_the_largest_remainders(byte[] bytes, uint choice, long seed)
    {
        var (labels, count) = Case(bytes, choice);
        var split = Holdout.Stratified(labels, count, seed);
        var classes = Enumerable.Range(0, 10).Select(digit =>
        {
            var share = labels.Count(label => label == digit) * (long)count;
            var extra = split.Validation.Count(i => labels[i] == digit) - (share / Math.Max(1, labels.Length));
            return (Remainder: share % Math.Max(1, labels.Length), Extra: extra);
        }).ToList();
        var smallestFavoured = classes.Where(c => c.Extra == 1).Select(c => c.Remainder).DefaultIfEmpty(long.MaxValue).Min();
        Assert.All(classes.Where(c => c.Extra == 0), c => Assert.InRange(c.Remainder, 0, smallestFavoured));
    }

    [Property]
    public bool The_same_seed_gives_the_same_images(byte[] bytes, uint choice, long seed)
    {
        var (labels, count) = Case(bytes, choice);
        return Holdout.Stratified(labels, count, seed) == Holdout.Stratified(labels, count, seed);
    }

    [Fact]
    public void Another_seed_gives_other_images()
    {
        var labels = new byte[1_000];
        Assert.NotEqual(Holdout.Stratified(labels, 100, seed: 1), Holdout.Stratified(labels, 100, seed: 2));
    }

    private static (byte[] Labels, int Count) Case(byte[] bytes, uint choice) =>
        (Array.ConvertAll(bytes, b => (byte)(b % 10)), (int)(choice % (bytes.Length + 1)));
}
