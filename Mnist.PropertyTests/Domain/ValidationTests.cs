using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain;
using Xunit;
using Checked = Mnist.Domain.Validation<int, string>;

namespace Mnist.PropertyTests.Domain;

public sealed class ValidationTests
{
    /// <summary>Values and failures, half and half.</summary>
    public static Arbitrary<Checked> Values() => Gen.OneOf(
        Gen.Choose(-9, 9).Select(Validation.Valid<int, string>),
        Gen.Elements("few", "many").NonEmptyListOf().Select(errors => Validation.Invalid<int, string>([.. errors]))).ToArbitrary();

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool Mapping_the_identity_changes_nothing(Checked value) => value.Map(x => x) == value;

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool Mapping_twice_is_mapping_once_by_both(Checked value, Func<int, int> f, Func<int, int> g) =>
        value.Map(f).Map(g) == value.Map(x => g(f(x)));

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool A_value_bound_is_the_step_taken(int value, Func<int, Checked> step) =>
        Validation.Valid<int, string>(value).Bind(step) == step(value);

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool Binding_to_no_step_changes_nothing(Checked value) => value.Bind(Validation.Valid<int, string>) == value;

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool Steps_may_be_grouped_either_way(Checked value, Func<int, Checked> first, Func<int, Checked> second) =>
        value.Bind(first).Bind(second) == value.Bind(x => first(x).Bind(second));

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool Failures_pass_every_step_by(NonEmptyArray<int> errors)
    {
        var failed = Validation.Invalid<int, int>([.. errors.Get]);
        return failed.Map<int>(_ => throw new InvalidOperationException()) == failed
            && failed.Bind<int>(_ => throw new InvalidOperationException()) == failed
            && failed.Match(valid: _ => false, invalid: kept => kept.SequenceEqual(errors.Get));
    }

    [Property]
    public bool Outcomes_are_equal_exactly_where_what_they_hold_is(int a, int b) =>
        (Validation.Valid<int, int>(a) == Validation.Valid<int, int>(b)) == (a == b)
        && (Validation.Invalid<int, int>([a, b]) == Validation.Invalid<int, int>([b, a])) == (a == b)
        && Validation.Valid<int, int>(a) != Validation.Invalid<int, int>([a]);

    [Fact]
    public void No_failure_is_without_a_reason() => Assert.Throws<ArgumentException>(() => Validation.Invalid<int, string>([]));
}
