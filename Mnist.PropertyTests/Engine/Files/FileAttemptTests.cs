using FsCheck.Xunit;
using Mnist.Domain.Values;
using Mnist.Engine.Files;
using Xunit;

namespace Mnist.PropertyTests.Engine.Files;

public sealed class FileAttemptTests
{
    [Property]
    public bool What_the_work_gives_is_given_on(int value, string error) =>
        FileAttempt.Get<int, string>(() => value, _ => error) == value
        && FileAttempt.Get<int, string>(() => error ?? "", _ => "refused") == (error ?? "")
        && FileAttempt.Do(() => { }, _ => "refused") is null;

    public static TheoryData<Exception> Refusals =>
        [new IOException("full"), new UnauthorizedAccessException("full"), new NotSupportedException("full")];

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public void A_refusal_of_the_system_is_a_value_with_its_words(Exception refusal)
    {
        Assert.Equal("disk: full", FileAttempt.Do(() => throw refusal, words => $"disk: {words}"));
        Assert.Equal(
            Validation.Invalid<int, string>(["disk: full"]), FileAttempt.Get<int, string>(() => throw refusal, words => $"disk: {words}"));
    }

    [Fact]
    public void A_bug_is_no_refusal_of_the_system() =>
        Assert.Throws<InvalidOperationException>(() => FileAttempt.Do(() => throw new InvalidOperationException("bug"), words => words));
}
